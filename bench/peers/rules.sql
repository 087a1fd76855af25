-- rules.sql: the rules of mof-2020 in SQLite over typed rows: district.tsv in, points.sqlite3 out. Usage: sqlite3 -batch :memory: ".read rules.sql"
create table form (unit text, project integer, kind text, direction text, "group" text, band text, target real, actual real,
                   weight real, declared real);
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
  when band <> '' then case when band = 'met' then weight else 0 end
  when direction = 'zero' then case when actual <= 0 then weight else 0 end
  when "group" = 'satisfaction' and direction in ('up', 'equal') then
    case when actual >= target then weight when actual <= 0 then 0 else weight * actual / target end
  when direction in ('up', 'equal') then
    case when actual >= target then weight when actual <= 0 then 0 else weight * actual / target end
  when direction = 'down' then
    case when actual <= target then weight when target = 0 then 0 else weight * target / actual end
  else case when actual <= target then weight else 0 end
end as points from form);
.output points.sqlite3
select cents from scored;
.output
select 'rows ' || count(*) || char(10) || 'cents ' || sum(cents) from scored;
