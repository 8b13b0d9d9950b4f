-- Up to which byte does the database know each evidence file to be whole?
select file, max(file_offset + file_length) as whole_until from captures group by file
