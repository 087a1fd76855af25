// json-rules.js: the rules of mof-2020 for json-rules-engine: it chooses the rule, the formula is JavaScript (it has no arithmetic).
'use strict';
const { Engine } = require('json-rules-engine');
const { formulas } = require('./plain.js');

const is = (fact, value) => ({ fact, operator: 'equal', value });
const not = (fact, value) => ({ fact, operator: 'notEqual', value });
const among = (fact, value) => ({ fact, operator: 'in', value });
const quantity = [not('kind', 'execution'), not('kind', 'qualitative'), is('band', '')];
const conditions = {
  execution: [is('kind', 'execution')],
  verdict: [not('kind', 'execution'), not('kind', 'qualitative'), not('band', '')],
  zero: [...quantity, is('direction', 'zero')],
  satisfaction: [...quantity, is('group', 'satisfaction'), among('direction', ['up', 'equal'])],
  ratio_up: [...quantity, not('group', 'satisfaction'), among('direction', ['up', 'equal'])],
  inverse: [...quantity, is('direction', 'down')],
  deadline: [is('kind', 'date'), is('band', '')],
  qualitative: [is('kind', 'qualitative')],
};

exports.prepare = () => {
  const engine = new Engine();
  for (const [type, all] of Object.entries(conditions)) engine.addRule({ conditions: { all }, event: { type } });
  return async (rows) => {
    const points = [];
    for (const row of rows) {
      const { events } = await engine.run(row);
      if (events.length !== 1) throw new Error(`${events.length} rules apply`);
      points.push(formulas[events[0].type](row));
    }
    return points;
  };
};
