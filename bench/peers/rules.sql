-- rules.sql: the rules of mof-2020 in SQLite over typed rows: district.tsv in, points.sqlite3 out. Usage: sqlite3 -batch :memory: ".read rules.sql"
create table form (unit_code text, unit text, project_code text, project text, level1 text, level2 text, level3 text, kind text,
                   op text, target, target_unit text, target_text text, actual_kind text, actual, actual_unit text, actual_text text,
                   weight real, declared real, note text);
create table known (words text primary key, band text) without rowid;
insert into known values ('达成预期指标', 'met'), ('完成', 'met'), ('正常开展', 'met'), ('效果显著', 'met'),
  ('部分达成预期指标', 'partial'), ('基本完成', 'partial'), ('未达成预期指标', 'unmet'), ('未完成', 'unmet');
.mode tabs
.import --skip 1 district.tsv form
create table scored as
select cast((cast(points * 1e9 + 0.5 as integer) + 5000000) / 10000000 as integer) as cents
from (select case
  when kind = 'execution' then
    case when target = 0 then case when actual = 0 then weight else 0 end
         when actual > target then weight
         else weight * actual / target end
  when kind = 'qualitative' then
    case when declared <> '' and band = 'met' and declared / weight >= 0.8 and declared / weight <= 1 then declared
         when declared <> '' and band = 'partial' and declared / weight >= 0.6 and declared / weight < 0.8 then declared
         when declared <> '' and band = 'unmet' and declared / weight >= 0 and declared / weight < 0.6 then declared
         when band = 'met' then weight
         when band = 'partial' then weight * 0.7
         else 0 end
  when actual_kind = 'qualitative' then case when band = 'met' then weight else 0 end
  when kind = 'date' then case when actual <= target then weight else 0 end
  when actual_unit <> target_unit then null
  when direction = 'zero' then case when actual <= 0 then weight else 0 end
  when level1 = '满意度指标' and direction in ('up', 'equal') then
    case when actual >= target then weight when actual <= 0 then 0 else weight * actual / target end
  when direction in ('up', 'equal') then
    case when actual >= target then weight when actual <= 0 then 0 else weight * actual / target end
  when direction = 'down' then
    case when actual <= target then weight when target = 0 then 0 else weight * target / actual end
end as points
from (select kind, level1, weight, declared, actual_kind, actual_unit, target_unit,
             case kind when 'date' then target else cast(target as real) end as target,
             case kind when 'date' then actual else cast(actual as real) end as actual,
             case when actual_kind <> 'qualitative' then '' when actual_text = target_text then 'met' else band end as band,
             case when op = '>=' then 'up' when op = '<=' then 'down' when cast(target as real) = 0 then 'zero'
                  when level2 = '成本指标' and kind <> 'percent' then 'down' when op = '=' then 'equal' else 'up' end as direction
      from form left join known on words = actual_text));
.output points.sqlite3
select cents from scored;
.output
select 'rows ' || count(*) || char(10) || 'cents ' || sum(cents) from scored;
