-- result | tries: a note with zero bytes, escapes and directions | stopped by: blanks instead
-- @verdict bounded
return function(ind)
return 5, 'a\0b\27[2J\r\n\u{202e}\u{2066}\u{feff}'
end
