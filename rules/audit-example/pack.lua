--- 审计复核的例子：比自评口径更严。复制一份，改 id 和参数，就是自己的规则包
-- @basis 示例，不是任何地方的规定
-- How to make your own: copy this folder under another name, put that name into `id`, change what follows, then run
-- `ziping rules test --pack FOLDER`. What you delete is mof-2020's again.
return {
  id = "audit-example",
  version = "1.0.0",
  title = "审计复核（示例）",
  basis = "示例：审计组复核口径",
  api = 1,
  extends = "mof-2020",

  over_fulfilled = 120, -- [found: 河北, 天津] per cent from which an explanation is asked for

  -- One line a rule. `ziping rules list --pack audit-example` shows the rules; their files list the parameters.
  params = {
    ratio_up = { over_share = 1.2, over_deduct = 0.1, floor = 0.6 }, -- far above: the target was too low [example]
    satisfaction = { floor = 0.6 },                    -- below the passing mark: nothing [memory]
    inverse = { linear = true, zero_at = 2 },          -- twice the limit earns nothing [found]
    verdict = { accept = false },                      -- "完成" is no quantity: ask for it [example]
    qualitative = { keep_declared = false, met = 0.9 }, -- what the unit gave itself does not count [example]
  },

  -- On the unit as a whole, once its projects are scored.
  vetoes = { "misuse" },          -- misuse of funds: the lowest grade, whatever the score [example]
  deductions = { "unexplained" }, -- points lost without a word of why [example]
}
