return {
  { "a veto", function(t) t.score("careless", {}) end },
  { "a deduction", function(t) t.fails("late", { weight = 1 }) end },
}
