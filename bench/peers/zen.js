// zen.js: the rules of mof-2020 as one expression of a decision of zen-engine, mapped over many rows in one call, because the call
// costs more than the rules.
'use strict';
const { ZenEngine } = require('@gorules/zen-engine');

const ROWS = 1000;  // of a call
const up = '(#.actual >= #.target ? #.weight : #.actual <= 0 ? 0 : #.weight * #.actual / #.target)';
const part = '#.declared / #.weight';
const kept = (from, to, share) => `(#.declared != null and ${part} >= ${from} and ${part} ${to} ? #.declared : ${share})`;
const score = `
  #.kind == "execution" ?
    (#.target == 0 ? (#.actual == 0 ? #.weight : 0) : #.actual > #.target ? #.weight : #.weight * #.actual / #.target) :
  #.kind == "qualitative" ?
    (#.band == "met" ? ${kept(0.8, '<= 1', '#.weight')} : #.band == "partial" ? ${kept(0.6, '< 0.8', '#.weight * 0.7')} :
     ${kept(0, '< 0.6', '0')}) :
  #.band != "" ? (#.band == "met" ? #.weight : 0) :
  #.direction == "zero" ? (#.actual <= 0 ? #.weight : 0) :
  #.group == "satisfaction" and #.direction in ["up", "equal"] ? ${up} :
  #.direction in ["up", "equal"] ? ${up} :
  #.direction == "down" ? (#.actual <= #.target ? #.weight : #.target == 0 ? 0 : #.weight * #.target / #.actual) :
  (#.actual <= #.target ? #.weight : 0)`;

const edge = (sourceId, targetId) => ({ id: `${sourceId}-${targetId}`, type: 'edge', sourceId, targetId });
const graph = {
  nodes: [
    { id: 'in', type: 'inputNode', name: 'rows' },
    {
      id: 'score', type: 'expressionNode', name: 'score',
      content: { expressions: [{ id: 'points', key: 'points', value: `map(rows, ${score.replace(/\s+/g, ' ')})` }] },
    },
    { id: 'out', type: 'outputNode', name: 'points' },
  ],
  edges: [edge('in', 'score'), edge('score', 'out')],
};

exports.prepare = () => {
  const decision = new ZenEngine().createDecision(graph);
  return async (rows) => {
    const points = [];
    for (let at = 0; at < rows.length; at += ROWS) {
      const { result } = await decision.evaluate({ rows: rows.slice(at, at + ROWS) });
      for (const value of result.points) points.push(Number(value));
    }
    return points;
  };
};
