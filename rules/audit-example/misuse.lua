--- 截留、挪用、虚列等违规使用资金：一票否决
-- @basis 示例：审计组复核口径
-- What a unit writes itself is searched: deviation notes and actuals. A word that is plainly denied (未发现截留、挪用) does
-- not count; one that may be denied or not is left to a person: the veto then stays open.

local words = { "虚报冒领", "挪用", "截留", "虚列", "套取", "骗取", "挤占", "侵占" } -- [example]
local denials = { "不存在", "未发现", "未发生", "未出现", "未查出", "没有", "杜绝", "无" } -- [example]
-- What may stand between a denial and the word.
local fillers = { "、", "和", "及", "或", "任何", "存在", "发现", "违规", "专项", "资金", "行为", "情况", "问题", " " } -- [example]
local stops = { "，", "。", "；", "！", ",", ";", "\n" }

-- Where the last of `parts` before `at` begins and ends; 0, 0 when there is none.
local function last_before(text, parts, at)
  local first, last = 0, 0
  for _, part in ipairs(parts) do
    local from, to = text:find(part)
    while from and to < at do
      if to > last then first, last = from, to end
      from, to = text:find(part, to + 1)
    end
  end
  return first, last
end

local function without_first(text, parts)
  for _, part in ipairs(parts) do
    if text:sub(1, #part) == part then return text:sub(#part + 1) end
  end
end

local function is_made_of(text, some, others)
  while text and text ~= "" do text = without_first(text, some) or without_first(text, others) end
  return text == ""
end

-- "yes" when the word at `at` is meant, "no" when it is denied, "open" when a person has to read it.
local function is_meant(text, at)
  local _, stop = last_before(text, stops, at)
  local from, to = last_before(text, denials, at)
  if from <= stop then return "yes" end
  return is_made_of(text:sub(to + 1, at - 1), fillers, words) and "no" or "open"
end

local function search(text)
  local open
  for _, word in ipairs(words) do
    local from, to = text:find(word)
    while from do
      local meant = is_meant(text, from)
      if meant == "yes" then return word end
      if meant == "open" then open = word end
      from, to = text:find(word, to + 1)
    end
  end
  return nil, open
end

return {
  id = "misuse",
  title = "违规使用资金",
  grade = "差", -- [example]
  params = {
    compliance = { default = "合规", doc = "part of the names of indicators on whether money was used by the rules" },
  },
  veto = function(row_names, row_bands, row_notes, row_actual_texts, compliance)
    local unclear
    for i = 1, #row_names do
      if row_bands[i] == "unmet" and row_names[i]:find(compliance) then return true, row_names[i] .. "未达成" end
      local found, open = search(row_notes[i])
      if not found then
        local second
        found, second = search(row_actual_texts[i])
        open = open or second
      end
      if found then return true, row_names[i] .. "的填报提到“" .. found .. "”" end
      unclear = unclear or open and row_names[i] .. "的填报提到“" .. open .. "”，请人工认定"
    end
    if unclear then return nil, unclear end
    return false
  end,
  examples = {
    { "nothing of the sort", { row_names = { "", "道路" }, row_bands = { "", "" }, row_notes = { "", "雨季停工" },
        row_actual_texts = { "", "12" } }, false },
    { "a note admits it", { row_names = { "道路" }, row_bands = { "" }, row_notes = { "工程款被挪用于发放补助" },
        row_actual_texts = { "12" } }, true },
    { "an actual admits it", { row_names = { "会计核算" }, row_bands = { "" }, row_notes = { "" },
        row_actual_texts = { "虚列支出3笔" } }, true },
    { "denied", { row_names = { "审计" }, row_bands = { "" }, row_notes = { "未发现截留、挪用资金" },
        row_actual_texts = { "无违规挪用" } }, false },
    { "denied, then admitted", { row_names = { "审计" }, row_bands = { "" }, row_notes = { "没有截留，但套取补贴2万元" },
        row_actual_texts = { "" } }, true },
    { "a person has to read it", { row_names = { "审计" }, row_bands = { "" }, row_notes = { "无法追回前任挪用的资金" },
        row_actual_texts = { "" } }, "declined" },
    { "judged not to comply", { row_names = { "资金使用合规性" }, row_bands = { "unmet" }, row_notes = { "" },
        row_actual_texts = { "不合规" } }, true },
    { "no rows", { row_names = {}, row_bands = {}, row_notes = {}, row_actual_texts = {} }, false },
  },
}
