-- result | tries: a note of broken UTF-8 | stopped by: replaced characters
-- @verdict bounded
return function(ind)
return 5, '\xff\xfe\xed\xa0\x80\xf4\x90\x80\x80'
end
