-- Where is each receipt, and which address is it of?
select capture, file, file_offset, url from captures
