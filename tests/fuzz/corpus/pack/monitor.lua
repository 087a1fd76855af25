return { id = 'small', version = '1', title = '小', basis = '测试', years = { 2024 }, api = 1,
  rules = { 'one' },
  weights = { execution = 10, groups = {
    { id = 'output', name = '产出指标', weight = 60 },
    { id = 'benefit', name = '效益指标', weight = 30 } }, absent = 'spread', off_total = 'scale' },
  qualitative = { met = { '完成' }, partial = { '基本完成' }, unmet = { '未完成' } },
  direction = { down = { '受害率' }, cap = { '成本' } },
  over_fulfilled = 130,
  monitor = { execution = { green = 90, yellow = 70 }, goals = { green = 90.5, yellow = 0 } },
  grades = { { name = '优', from = 90 }, { name = '差', from = 0 } },
  unscored = 'withhold', combine = { unit = 'budget', district = 'mean' },
}
