"""How well forecasts and changes of pace do on processes whose truth is known: `make backtest`."""
