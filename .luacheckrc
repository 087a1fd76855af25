-- Rules see a small library; rules/meta is for editors and never loaded.
std = "lua54"
max_line_length = 120
exclude_files = { "rules/meta" }
files["rules/**"] = { std = { read_globals = { "math", "string", "table", "ipairs", "pairs", "select", "type", "tonumber", "tostring", "error", "assert", "require", "rate", "ratio", "round", "floor", "ceil", "abs", "min", "max", "sqrt" } } }
