-- Rules see a small library and nothing else; a unit test compares this list with the program's. rules/meta is for editors.
max_line_length = 120
exclude_files = { "rules/meta" }
stds.ziping = {
  read_globals = {
    "assert", "error", "type", "tonumber", "tostring", "select", "ipairs", "pairs", "require",
    "ratio", "round", "floor", "ceil", "abs", "min", "max", "sqrt",
    math = { fields = { "floor", "ceil", "abs", "min", "max", "sqrt" } },
    string = { fields = { "len", "sub", "find", "byte", "char", "upper", "lower" } },
    table = { fields = { "concat", "insert", "remove", "sort", "unpack" } },
  },
}
std = "ziping"
