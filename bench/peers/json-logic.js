// json-logic.js: the rules of mof-2020 as JSON logic, compiled by json-logic-engine.
'use strict';
const { LogicEngine } = require('json-logic-engine');

const [kind, direction, group, band, target, actual, weight, declared] =
  ['kind', 'direction', 'group', 'band', 'target', 'actual', 'weight', 'declared'].map((name) => ({ var: name }));
const share = (a, b) => ({ '/': [{ '*': [weight, a] }, b] });
const part = { '/': [declared, weight] };
const up = { if: [{ '>=': [actual, target] }, weight, { '<=': [actual, 0] }, 0, share(actual, target)] };
const upward = { or: [{ '===': [direction, 'up'] }, { '===': [direction, 'equal'] }] };
const kept = (inside, otherwise) => ({ if: [{ and: [{ '!==': [declared, null] }, ...inside] }, declared, otherwise] });

const logic = {
  if: [
    { '===': [kind, 'execution'] },
    { if: [{ '===': [target, 0] }, { if: [{ '===': [actual, 0] }, weight, 0] }, { '>': [actual, target] }, weight, share(actual, target)] },
    { '===': [kind, 'qualitative'] },
    {
      if: [
        { '===': [band, 'met'] }, kept([{ '>=': [part, 0.8] }, { '<=': [part, 1] }], weight),
        { '===': [band, 'partial'] }, kept([{ '>=': [part, 0.6] }, { '<': [part, 0.8] }], { '*': [weight, 0.7] }),
        kept([{ '>=': [part, 0] }, { '<': [part, 0.6] }], 0),
      ],
    },
    { '!==': [band, ''] }, { if: [{ '===': [band, 'met'] }, weight, 0] },
    { '===': [direction, 'zero'] }, { if: [{ '<=': [actual, 0] }, weight, 0] },
    { and: [{ '===': [group, 'satisfaction'] }, upward] }, up,
    upward, up,
    { '===': [direction, 'down'] },
    { if: [{ '<=': [actual, target] }, weight, { '===': [target, 0] }, 0, share(target, actual)] },
    { if: [{ '<=': [actual, target] }, weight, 0] },
  ],
};

exports.prepare = () => {
  const score = new LogicEngine().build(logic);
  return (rows) => rows.map(score);
};
