-- Where does a line on totals lie?
select line from thresholds where threshold = $threshold and measure = 'total'
