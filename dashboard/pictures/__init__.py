"""Charts as pictures, drawn without a browser: `/chart/<name>.svg` and `.png`."""
