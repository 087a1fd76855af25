---@meta ziping
-- For editors (LuaLS) only, never loaded: everything a rule can see. A test compares this page with the program's own tables,
-- so it cannot drift. Put the parameters you need, by these names and in any order, into your score function.

--- What a score function can name. Fields without "?" are always there when the function is called: a row that lacks one is
--- shown as not scored instead. Fields with "?" are nil when the row lacks them. Blank is never 0.
---@class ziping.Inputs
---@field actual number # actual value, in the unit of the target
---@field target number # target value, as written; low end of a range
---@field high number # high end of a target range
---@field rate number # actual / target, quantised at 1e-9; missing when the target is 0
---@field weight number # points the row can earn
---@field days_late number # days from the target date to the actual date; negative: early
---@field months_late number # calendar months late; 0: same month; negative: early
---@field declared? number # points the unit gave itself
---@field initial? number # initial budget of the project, yuan
---@field revised number # revised budget of the project, yuan
---@field executed number # executed amount of the project, yuan
---@field year? number # budget year
---@field band string # verdict: met, partial or unmet, by the pack's words
---@field actual_text? string # actual as written
---@field target_text? string # target as written
---@field unit? string # unit of target and actual
---@field op? string # operator of the target: = >= <= > <
---@field kind? string # kind of the target
---@field direction? string # up, down, equal or zero
---@field group? string # id of the level-1 group, such as output
---@field level1? string # level-1 name as written
---@field level2? string # level-2 name as written
---@field name? string # level-3 name as written
---@field note? string # deviation note of the unit

--- What a veto, a deduction or a function of `combine` can name. Lists go from 1 to n without holes: an item for each project
--- (in combine.district for each unit), or for each row. A number that is not known is false, so that computing with it is a
--- fault and never a zero; a text that was not written is "".
---@class ziping.Series
---@field score number|false # the unit's score before vetoes and deductions, 0 to 100
---@field year number|false # budget year
---@field projects string[] # names of the projects
---@field units string[] # names of the units
---@field scores (number|false)[] # scores of the projects, 0 to 100; of the units in combine.district
---@field initial (number|false)[] # initial budgets, yuan
---@field revised (number|false)[] # revised budgets, yuan
---@field executed (number|false)[] # executed amounts, yuan
---@field row_projects (number|false)[] # whose row it is: a position in projects
---@field row_names string[] # level-3 names as written
---@field row_groups string[] # ids of the level-1 groups, such as output; execution for the budget execution
---@field row_weights (number|false)[] # points the rows can earn
---@field row_points (number|false)[] # points they earned
---@field row_rates (number|false)[] # actual / target, quantised at 1e-9
---@field row_declared (number|false)[] # points the unit gave itself
---@field row_bands string[] # verdicts: met, partial or unmet, by the pack's words
---@field row_target_texts string[] # targets as written
---@field row_actual_texts string[] # actuals as written
---@field row_notes string[] # deviation notes of the unit

--- A parameter of a rule: what a pack may set in one line of its `params`.
---@class ziping.Param
---@field default number|boolean|string
---@field doc string

--- Which rows a rule is for. What is not said does not matter; of a list, any one will do.
---@class ziping.Applies
---@field row? "indicator"|"execution" # default: indicator
---@field kind? ziping.Kind|ziping.Kind[] # of the target
---@field actual? ziping.Kind|ziping.Kind[] # of the actual
---@field dates? boolean # true: only targets that are a date or a range of dates; false: only others
---@field direction? ziping.Direction|ziping.Direction[]
---@field group? string|string[] # ids of the pack's weight groups, such as "satisfaction"
---@field level2? string|string[] # parts of the second-level name
---@field name? string|string[] # parts of the third-level name

---@alias ziping.Kind "blank"|"number"|"percent"|"money"|"date"|"range"|"qualitative"|"compound"
---@alias ziping.Direction "none"|"up"|"down"|"equal"|"zero"

--- What a rule file returns.
---@class ziping.Rule
---@field id string # the file's name without ".lua"
---@field title string
---@field basis? string # document and article; or a comment line "-- @basis …" at the head of the file
---@field applies ziping.Applies
---@field params? table<string, ziping.Param>
---@field score fun(...): number?, string? # points and a note, or nil and a reason
---@field examples { [1]: string, [2]: table, [3]: number|string }[] # title, inputs, points (or the reason: "declined")

--- What the file of a veto returns: pack.lua lists it in `vetoes`.
---@class ziping.Veto
---@field id string # the file's name without ".lua"
---@field title string
---@field basis? string
---@field params? table<string, ziping.Param>
---@field veto fun(...): boolean?, string? # whether it applies, and a note; or nil and a reason
---@field grade? string # the grade a unit is lowered to; the pack's lowest unless said
---@field examples { [1]: string, [2]: table, [3]: boolean|string }[] # title, what the function names, true or false (or "declined", "fault")

--- What the file of a deduction returns: pack.lua lists it in `deductions`.
---@class ziping.Deduction
---@field id string # the file's name without ".lua"
---@field title string
---@field basis? string
---@field params? table<string, ziping.Param>
---@field deduct fun(...): number?, string? # points to take off and a note, or nil and a reason
---@field most? number # points it can take off at most; 100 unless said
---@field examples { [1]: string, [2]: table, [3]: number|string }[]

--- `combine` of pack.lua. A function returns a score from 0 to 100, or nil and a reason.
---@class ziping.Combine
---@field project? "sum"|fun(...): number?, string?
---@field unit "budget"|"mean"|"pool"|fun(...): number?, string?
---@field district "budget"|"mean"|fun(...): number?, string?

--- raises when the value is nil or false
---@param value any
---@param message? string
---@return any
function assert(value, message) end

--- raises; the row becomes a fault with file and line
---@param message string
function error(message) end

--- "number", "string", "nil" …
---@param value any
---@return string
function type(value) end

--- nil when the text is no number
---@param value number|string
---@return number?
function tonumber(value) end

--- a table or a function has no text
---@param value number|string|boolean|nil
---@return string
function tostring(value) end

--- the arguments from the n-th on, or how many there are
---@param n integer|"#"
---@param ... any
function select(n, ...) end

--- items of a list in order
---@generic T
---@param list T[]
---@return fun(list: T[], i: integer): integer, T
function ipairs(list) end

--- items of a table in the order of their keys: numbers ascending, then texts in byte order; other keys are refused
---@generic K, V
---@param items table<K, V>
---@return fun(): K, V
function pairs(items) end

--- only while the file loads
---@param name string # a file of rules/lib, without ".lua"
---@return any
function require(name) end

--- a / b, quantised at 1e-9, so that ratio(11.7, 13) >= 0.9 holds; raises when b is 0
---@param a number
---@param b number
---@return number
function ratio(a, b) end

--- half up (away from zero) in decimal
---@param x number
---@param places? integer # 0 to 4
---@return number
function round(x, places) end

--- quantised at 1e-9 first, so that 103.1 - 100.1 is 3
---@param x number
---@return integer
function floor(x) end

--- quantised at 1e-9 first
---@param x number
---@return integer
function ceil(x) end

--- without the sign
---@param x number
---@return number
function abs(x) end

--- the smallest
---@param x number
---@param ... number
---@return number
function min(x, ...) end

--- the largest
---@param x number
---@param ... number
---@return number
function max(x, ...) end

--- square root
---@param x number
---@return number
function sqrt(x) end

math = {}

--- of the double as it is; see the global floor
---@param x number
---@return integer
function math.floor(x) end

--- of the double as it is; see the global ceil
---@param x number
---@return integer
function math.ceil(x) end

--- without the sign
---@param x number
---@return number
function math.abs(x) end

--- the smallest
---@param x number
---@param ... number
---@return number
function math.min(x, ...) end

--- the largest
---@param x number
---@param ... number
---@return number
function math.max(x, ...) end

--- square root
---@param x number
---@return number
function math.sqrt(x) end

string = {}

--- bytes; a Chinese character has three
---@param text string
---@return integer
function string.len(text) end

--- bytes `from` to `to`, both included; negative: from the end
---@param text string
---@param from integer
---@param to? integer
---@return string
function string.sub(text, from, to) end

--- first and last byte of a part, or nil; never a pattern
---@param text string
---@param part string
---@param from? integer
---@return integer?, integer?
function string.find(text, part, from) end

--- one byte, or nil
---@param text string
---@param at? integer # 1
---@return integer?
function string.byte(text, at) end

--- bytes as a text
---@param ... integer
---@return string
function string.char(...) end

--- ASCII letters only
---@param text string
---@return string
function string.upper(text) end

--- ASCII letters only
---@param text string
---@return string
function string.lower(text) end

table = {}

--- texts and numbers of a list in one text
---@param list (string|number)[]
---@param separator? string
---@return string
function table.concat(list, separator) end

--- insert(list, value) at the end, or insert(list, at, value)
---@param list any[]
---@param at any
---@param value? any
function table.insert(list, at, value) end

--- takes out the last item, or that at a position
---@param list any[]
---@param at? integer
---@return any
function table.remove(list, at) end

--- stable: what `before` does not tell apart keeps its order. Without `before`: numbers, or texts in byte order
---@generic T
---@param list T[]
---@param before? fun(a: T, b: T): boolean
function table.sort(list, before) end

--- at most 200 items
---@param list any[]
---@return any ...
function table.unpack(list) end

--- What a test in NAME_test.lua is given. A file of tests returns a list of { title, function(t) … end }.
---@class ziping.Test
---@field score fun(rule: string, inputs: table): number?, string?, string? # points and note; or nil, reason and note
---@field fails fun(rule: string, inputs: table): string? # what is wrong with the rule's answer; the test fails when nothing is
---@field equal fun(got: any, expected: any, what?: string) # numbers to nine decimals
---@field same fun(got: any[], expected: any[]) # lists, and lists in them
