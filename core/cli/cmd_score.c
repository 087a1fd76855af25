// cmd_score.c: ziping score: files and folders + pack -> DIR/result.msgpack by worker processes; findings on stderr, the table
// on stdout.
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/office.h"
#include "batch/partial.h"
#include "batch/retry.h"
#include "batch/reuse.h"
#include "batch/worker.h"
#include "cli/score_kit.h"
#include "pipeline/district.h"
#include "plugins/registry.h"
#include "store/assemble.h"
#include "store/result_file.h"

typedef struct session {
  const zp_cli *cli;
  zp_score_options options;
  zp_arena *arena;
  zp_host *host;
  zp_layouts layouts;
  zp_lexicon lexicon;
  zp_intake intake;
  zp_spool spool;          // what was in archives, and what was converted
  zp_office office;        // --office: LibreOffice
  zp_roll roll;
  zp_quarantine quarantine;
  zp_journal *journal;
  int lock;
  zp_stamping *stamping;   // under way; NULL: it is done, and `inputs` says what came of it
  char inputs[ZP_DIGEST_HEX + 1];
  zp_text stem;   // name of the result and the journal without their endings
  char plan[ZP_DIGEST_HEX + 1];
  zp_run_end end;
  zp_score_sum sum;
  zp_roster roster;        // count 0: none was given
  zp_result *head;         // what the pack decides
  zp_district *district;
  zp_assembly assembly;    // of what the journal has
  zp_assembled done;       // what was written, without its units
  size_t errors, missing;  // findings of files and bundles that are errors; units of the roster without a result
} session;

static const zp_text none = { NULL, 0 };

static zp_exit fail(const session *s, const zp_error *err, zp_exit status)
{
  zp_say_error(s->cli, err);
  return err->status == ZP_E_MEMORY ? ZP_EXIT_INTERNAL : status;
}

// ---- before the run --------------------------------------------------------------------------------------------------

static zp_status open_pack(session *s, zp_error *err)
{
  zp_pack_place place;
  if (zp_pack_find(s->cli, zp_text_from(s->options.pack), s->arena, &place, err) != ZP_OK) return err->status;
  if (zp_forms_load(s->arena, &s->layouts, err) != ZP_OK) return err->status;
  // Units are told apart by their names alone; a roster is a table with headings.
  zp_status status = s->options.roster != NULL ? zp_lexicon_make(&s->layouts, s->arena, &s->lexicon, err)
                                               : zp_lexicon_make_names(&s->layouts, s->arena, &s->lexicon, err);
  return status == ZP_OK ? zp_host_open(&place, &s->host, err) : status;
}

static zp_status make_folder(const session *s, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  if (mkdir(s->options.out, 0777) == 0 || errno == EEXIST) return ZP_OK;
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(s->options.out), zp_error_cause(errno, room), none);
}

static const char *environment(void *context, const char *name)
{
  (void)context;
  return getenv(name);
}

static zp_status choose_shard(session *s, zp_error *err)
{
  zp_score_options *o = &s->options;
  if (o->shard_word != NULL &&
      zp_shard_choose(zp_text_from(o->shard_word), environment, NULL, s->arena, &o->shard, err) != ZP_OK)
    return err->status;
  s->stem = zp_shard_stem(&o->shard, s->arena);
  return s->stem.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

/// What a result depends on beside its files: a change of any makes all results of an earlier run worthless.
static zp_status list_head(session *s, zp_journal_head *head, zp_text *base, zp_error *err)
{
  const zp_policy *policy = zp_host_policy(s->host);
  *head = (zp_journal_head){ .version = ZP_TEXT(ZP_VERSION), .pack = policy->digest };
  const char *said = zp_encoding_name(s->options.encoding);
  head->options = zp_text_format(s->arena, "forms %.*s%s%s%s%s%s%.*s", ZP_ARG(s->layouts.digest), s->options.shadow ? " shadow" : "",
                                 s->options.review ? " review" : "", said[0] == '\0' ? "" : " encoding ", said,
                                 s->office.version.len == 0 ? "" : " office ", ZP_ARG(s->office.version));
  *base = zp_text_format(s->arena, "%.*s %.*s %.*s", ZP_ARG(head->version), ZP_ARG(head->pack), ZP_ARG(head->options));
  // What a bundle gives does not depend on the roster.
  if (s->roster.count != 0)
    head->options = zp_text_format(s->arena, "%.*s roster %.*s", ZP_ARG(head->options), ZP_ARG(s->roster.digest));
  return zp_arena_short(s->arena) ? zp_fail_memory(err) : ZP_OK;
}

/// --without: a run of its own, which no other journal answers for.
static zp_status stop_asked(session *s, zp_journal_head *head, zp_text base, zp_error *err)
{
  zp_quarantine_init(&s->quarantine, s->host, base, s->arena);
  for (size_t i = 0; i < s->options.without_count; i++)
    if (zp_quarantine_ask(&s->quarantine, zp_text_from(s->options.without[i]), err) != ZP_OK) return err->status;
  head->options = zp_text_format(s->arena, "%.*s%.*s", ZP_ARG(head->options), ZP_ARG(zp_quarantine_words(&s->quarantine)));
  return head->options.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

/// Waits for the stamps of the files; what the head has of them is there then.
static void settle_inputs(session *s)
{
  unsigned char digest[ZP_DIGEST_BYTES];
  if (s->stamping == NULL) return;
  zp_roll_stamp_end(s->stamping, digest);
  s->stamping = NULL;
  zp_digest_print(digest, s->inputs);
}

/// --retry-failed: all but the files must be as they were, and of the files those of bundles that have a result.
static zp_status open_to_retry(session *s, const zp_journal_head *head, zp_error *err)
{
  zp_text path = zp_text_format(s->arena, "%s/%.*s.journal", s->options.out, ZP_ARG(s->stem));
  size_t failed = 0;
  if (path.ptr == NULL) return zp_fail_memory(err);
  if (zp_journal_open(path.ptr, ZP_JOURNAL_APPEND, s->arena, &s->journal, err) != ZP_OK) return err->status;
  settle_inputs(s);
  zp_journal_head wanted = *head;
  wanted.inputs = zp_journal_head_of(s->journal).inputs;
  if (zp_journal_match(s->journal, &wanted, err) != ZP_OK) return err->status;
  zp_quarantine stopped;
  zp_quarantine_init(&stopped, s->host, s->quarantine.base, s->arena);
  if (zp_quarantine_read(&stopped, s->journal, err) != ZP_OK || zp_quarantine_lift(s->journal, err) != ZP_OK) return err->status;
  if (stopped.count == 0 && zp_reuse_read(s->journal, &s->roll, s->quarantine.base, err) != ZP_OK) return err->status;
  if (stopped.count == 0 && zp_retry_check(s->journal, &s->roll, s->arena, &failed, err) != ZP_OK) return err->status;
  if (failed + stopped.count == 0) fprintf(s->cli->err, "%s\n", zp_word_text(ZP_W_SCORE_NONE_FAILED, s->cli->lang));
  return zp_journal_match(s->journal, head, NULL) == ZP_OK ? ZP_OK : zp_journal_adopt(s->journal, head, err);
}

/// The journal of an earlier run goes on when its results can still be used; --resume insists that it is the same run.
static zp_status open_journal(session *s, const zp_journal_head *head, zp_error *err)
{
  if (s->options.retry) return open_to_retry(s, head, err);
  zp_text path = zp_text_format(s->arena, "%s/%.*s.journal", s->options.out, ZP_ARG(s->stem));
  if (path.ptr == NULL) return zp_fail_memory(err);
  if (s->options.fresh && unlink(path.ptr) != 0 && errno != ENOENT) {
    char room[ZP_ERROR_ARG];
    return zp_fail(err, ZP_E_WRITE, NULL, path, zp_error_cause(errno, room), none);
  }
  bool there = access(path.ptr, F_OK) == 0;
  zp_error old = { 0 };
  zp_journal_mode mode = s->options.resume ? ZP_JOURNAL_APPEND : ZP_JOURNAL_SALVAGE;
  bool opened = there && zp_journal_open(path.ptr, mode, s->arena, &s->journal, &old) == ZP_OK;
  settle_inputs(s);
  if (!there) return zp_journal_create(path.ptr, head, s->arena, &s->journal, err);
  if (opened) {
    zp_error other = { 0 };
    if (s->options.resume) return zp_journal_match(s->journal, head, err);
    if (zp_journal_match(s->journal, head, &other) == ZP_OK) return ZP_OK;
    return zp_journal_adopt(s->journal, head, err);
  }
  if (s->options.resume || old.status == ZP_E_OPEN || old.status == ZP_E_WRITE || old.status == ZP_E_MEMORY) {
    *err = old;
    return err->status;
  }
  zp_say_error(s->cli, &old);  // it is only a cache then: said, and made anew
  if (unlink(path.ptr) != 0) return zp_fail(err, ZP_E_WRITE, NULL, path, zp_word_arg(ZP_W_CAUSE_FORBIDDEN), none);
  return zp_journal_create(path.ptr, head, s->arena, &s->journal, err);
}

// ---- the run -----------------------------------------------------------------------------------------------------------

static zp_status run(session *s, zp_error *err)
{
  char program[] = "/proc/self/exe", name[] = "ziping", worker[] = "worker", pack[] = "--pack", shadow[] = "--shadow";
  char encoding[] = "--encoding", *said = (char *)(uintptr_t)zp_encoding_name(s->options.encoding);
  char review[] = "--review", *arguments[9] = { name, worker, pack, (char *)(uintptr_t)s->options.pack };
  size_t count = 4;
  if (s->options.shadow) arguments[count++] = shadow;
  if (s->options.review) arguments[count++] = review;
  if (said[0] != '\0') {
    arguments[count++] = encoding;
    arguments[count++] = said;
  }
  zp_score_watch watch = { .cli = s->cli, .json = s->options.json_log, .quiet = s->options.quiet && !s->options.json_log,
                           .terminal = isatty(fileno(s->cli->err)) };
  const zp_run_setup setup = {
    .program = program, .arguments = arguments, .jobs = s->options.jobs, .deadline = s->options.deadline,
    .quarantine = &s->quarantine,
    .ready = zp_worker_rules(zp_host_policy(s->host)->digest, s->layouts.digest, s->arena),
    .head = s->head, .lexicon = &s->lexicon, .arena = s->arena, .failures_most = s->options.failures_most, .context = &watch,
    .watch = watch.quiet ? NULL : zp_score_tell, .watch_every = zp_score_tell_every(&watch),
  };
  return zp_run_bundles(&setup, &s->roll, s->journal, &s->end, err);
}

// ---- after the run -----------------------------------------------------------------------------------------------------

/// What the pack decides: an empty run.
static zp_status make_head(session *s, zp_error *err)
{
  const zp_job nothing = { .readers = zp_readers, .layouts = &s->layouts, .host = s->host, .arena = s->arena };
  if (zp_run(&nothing, &s->head, err) != ZP_OK) return err->status;
  if (s->options.shard.of == 0) return ZP_OK;
  s->head->shard = zp_text_format(s->arena, "%u/%u", s->options.shard.number, s->options.shard.of);
  return s->head->shard.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

/// The head gets what was noticed of files, the bundles that failed, and the rules that were stopped.
static zp_status add_findings(session *s, zp_error *err)
{
  zp_findings stopped = { .arena = s->arena };
  if (s->options.shard.of == 0 || s->options.shard.number == 1) zp_quarantine_tell(&s->quarantine, &stopped);
  zp_finding *all = ZP_TAKE(s->arena, zp_finding, s->intake.findings.count + s->roll.failed + stopped.count);
  size_t count = s->intake.findings.count;
  if (all == NULL || stopped.lost) return zp_fail_memory(err);
  if (count != 0) memcpy(all, s->intake.findings.items, count * sizeof *all);
  for (size_t i = 0; i < s->roll.count; i++)
    if (s->roll.entries[i].state == ZP_ROLL_FAILED) all[count++] = s->roll.entries[i].failure;
  if (stopped.count != 0) memcpy(all + count, stopped.items, stopped.count * sizeof *all);
  s->head->findings = all;
  s->head->finding_count = count + stopped.count;
  if (s->options.shard.of == 0) return ZP_OK;
  s->head->plan = zp_text_format(s->arena, "%s%.*s", s->plan, ZP_ARG(zp_quarantine_words(&s->quarantine)));
  return s->head->plan.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

static zp_status list_groups(session *s, zp_error *err)
{
  const zp_kept_group **groups = ZP_TAKE(s->arena, const zp_kept_group *, s->roll.done);
  zp_text *names = ZP_TAKE(s->arena, zp_text, s->roll.done);
  size_t count = 0;
  if (groups == NULL || names == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < s->roll.count; i++) {
    const zp_roll_entry *entry = &s->roll.entries[i];
    if (entry->state != ZP_ROLL_DONE) continue;
    names[count] = entry->bundle.name;
    groups[count++] = entry->group;
  }
  s->assembly = (zp_assembly){ .head = s->head, .groups = groups, .group_names = names, .group_count = count,
                               .journal = zp_journal_file(s->journal) };
  return ZP_OK;
}

/// A whole result replaces the one before. That of a shard never does: another machine may have made the same, which is then
/// compared; and it counts even without a unit, for merging wants all shards.
static zp_status put_in_place(const session *s, zp_draft *draft, size_t units, zp_error *err)
{
  bool taken;
  if (s->options.shard.of != 0) return zp_draft_publish(draft, &taken, err);
  return units == 0 ? ZP_OK : zp_draft_replace(draft, err);
}

static zp_status meet(void *context, zp_text code, zp_text name, zp_error *err)
{
  return zp_district_meet(((session *)context)->district, code, name, err);
}

static zp_status begin(void *context, zp_result *result, zp_error *err)
{
  return zp_district_begin(((session *)context)->district, result, err);
}

static void take(void *context, const zp_unit_extract *unit)
{
  session *s = context;
  zp_district_take(s->district, unit);
  zp_score_add(&s->sum, unit);
}

static zp_status end_district(void *context, zp_result *result, zp_error *err)
{
  return zp_district_finish(((session *)context)->district, result, err);
}

static zp_status write_result(session *s, const char *path, zp_error *err)
{
  const zp_district_hook hook = { meet, begin, take, end_district, s };
  const zp_district_setup setup = { s->arena, s->host, s->roster.count == 0 ? NULL : &s->roster };
  zp_draft draft;
  if (add_findings(s, err) != ZP_OK || list_groups(s, err) != ZP_OK) return err->status;
  if (zp_district_new(&setup, &s->district, err) != ZP_OK) return err->status;
  s->assembly.hook = &hook;
  if (zp_draft_open(path, &draft, err) == ZP_OK && zp_assemble(&s->assembly, s->arena, &draft, &s->done, err) == ZP_OK)
    put_in_place(s, &draft, s->done.index.count, err);
  zp_draft_close(&draft);
  s->assembly.hook = NULL;
  return err->status;
}

static void say_all(session *s, const zp_finding *items, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    s->errors += zp_status_severity(items[i].status) == ZP_ERROR;
    s->missing += items[i].status == ZP_E_UNIT_MISSING || items[i].status == ZP_E_UNIT_UNUSABLE;
    if (!s->options.quiet) zp_say_finding(s->cli, &items[i]);
  }
}

static void say_unit(void *context, const zp_unit_extract *unit)
{
  const session *s = context;
  for (size_t i = 0; i < unit->finding_count; i++) zp_say_finding(s->cli, &unit->findings[i]);
}

/// What was found, once the result is in place.
static zp_status tell_result(session *s, zp_error *err)
{
  if (!s->options.quiet && zp_assembled_tell(&s->assembly, &s->done, say_unit, s, err) != ZP_OK) return err->status;
  say_all(s, s->done.result.findings, s->done.result.finding_count);
  return ZP_OK;
}

/// 0 only when every row of every unit is scored, every file was used and nobody is missing.
static zp_exit verdict(const session *s)
{
  const zp_score_sum *sum = &s->sum;
  if (s->roll.count == 0 && s->errors == 0) return ZP_EXIT_OK;  // a shard without files has done its part
  bool all = sum->rows.unscored == 0 && sum->rows.fault == 0 && sum->rows.scored > 0 && sum->ungraded == 0 && sum->below == 0;
  bool there = s->missing == 0 && s->done.result.district.fault.len == 0;
  return all && there && s->errors == 0 && sum->open_adjustments == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}

/// No unit was found: what the bundles themselves had to say is all there is, also for those who asked for quiet.
static zp_exit say_nothing_found(session *s)
{
  s->options.quiet = false;
  say_all(s, s->intake.findings.items, s->intake.findings.count);
  say_all(s, s->roster.findings.items, s->roster.findings.count);
  for (size_t i = 0; i < s->roll.count; i++) {
    const zp_roll_entry *entry = &s->roll.entries[i];
    if (entry->state == ZP_ROLL_FAILED) say_all(s, &entry->failure, 1);
    if (entry->state == ZP_ROLL_DONE) say_all(s, entry->group->findings, entry->group->finding_count);
  }
  return ZP_EXIT_NO_INPUT;
}

static zp_exit finish(session *s)
{
  zp_error err = { 0 };
  zp_text path = zp_text_format(s->arena, "%s/%.*s.msgpack", s->options.out, ZP_ARG(s->stem));
  if (path.ptr == NULL) zp_fail_memory(&err);
  else if (zp_partial_mark(&s->roll, s->journal, s->head, &s->lexicon, &err) == ZP_OK) write_result(s, path.ptr, &err);
  if (err.status != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (s->done.index.count == 0 && s->options.shard.of == 0) return say_nothing_found(s);
  if (tell_result(s, &err) != ZP_OK || zp_score_print(&s->sum, &s->roll, &s->done.result, path.ptr, s->arena, &err) != ZP_OK)
    return fail(s, &err, ZP_EXIT_INTERNAL);
  return verdict(s);
}

static zp_exit stopped(const session *s)
{
  zp_error err = { 0 };
  char done[24], all[24];
  snprintf(done, sizeof done, "%zu", s->roll.done);
  snprintf(all, sizeof all, "%zu", s->roll.waiting + s->roll.running + s->roll.again + s->roll.done + s->roll.failed);
  zp_fail(&err, s->end == ZP_RUN_STOPPED ? ZP_E_STOPPED : ZP_E_GIVEN_UP, NULL, zp_text_from(done), zp_text_from(all),
          zp_text_from(s->options.out));
  zp_say_error(s->cli, &err);
  return s->end == ZP_RUN_STOPPED ? ZP_EXIT_AGAIN : ZP_EXIT_PARTLY;
}

// ---- the command -------------------------------------------------------------------------------------------------------

static void list_bundle(const session *s, const zp_bundle *bundle)
{
  fprintf(s->cli->out, "%.*s\n", ZP_ARG(bundle->name));
  for (size_t f = 0; f < bundle->count; f++) fprintf(s->cli->out, "  %.*s\n", ZP_ARG(bundle->files[f].shown));
}

/// Which files belong together and, unless -q, how each is understood; nothing is scored.
static zp_exit dry_run(session *s)
{
  zp_error err = { 0 };
  say_all(s, s->intake.findings.items, s->intake.findings.count);
  for (size_t i = 0; i < s->intake.count; i++) {
    const zp_bundle *bundle = &s->intake.bundles[i];
    if (s->options.quiet) list_bundle(s, bundle);
    else if (zp_score_show(s->cli, bundle, &s->layouts, s->options.encoding, s->arena, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  }
  return ZP_EXIT_OK;
}

/// What this run has to do: all bundles, or those of its shard.
static zp_status gather(session *s, zp_text base, zp_error *err)
{
  if (s->options.shard.of != 0) zp_shard_keep(&s->intake, &s->options.shard, base, s->plan);
  if (zp_office_convert(&s->office, &s->spool, s->arena, &s->intake, err) != ZP_OK) return err->status;
  return zp_roll_make(&s->intake, s->arena, &s->roll, err);
}

/// What this very run has found out before it was stopped holds from the start.
static zp_status take_stopped(session *s, zp_error *err)
{
  size_t before = s->quarantine.count;
  if (zp_quarantine_read(&s->quarantine, s->journal, err) != ZP_OK) return err->status;
  if (s->quarantine.count != before) zp_roll_reset(&s->roll);
  return ZP_OK;
}

static zp_exit run_locked(session *s, zp_journal_head *head)
{
  zp_error err = { 0 };
  zp_stamping stamping;
  s->stamping = &stamping;
  zp_roll_stamp_begin(&s->roll, s->quarantine.base, &stamping);
  head->inputs = (zp_text){ s->inputs, ZP_DIGEST_HEX };  // settle_inputs()
  zp_status status = make_head(s, &err);
  bool headed = status == ZP_OK;
  if (headed) status = open_journal(s, head, &err);
  settle_inputs(s);  // also after a failure
  if (!headed) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (status != ZP_OK)
    return fail(s, &err, s->options.resume || s->options.retry ? ZP_EXIT_USAGE : ZP_EXIT_INTERNAL);  // --resume was not possible
  if (take_stopped(s, &err) != ZP_OK || run(s, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  return s->end == ZP_RUN_COMPLETE ? finish(s) : stopped(s);
}

static const char *temporary(void)
{
  const char *folder = getenv("TMPDIR");
  return folder == NULL || folder[0] != '/' ? "/tmp" : folder;
}

/// Before anything that depends on its version.
static zp_status open_office(session *s, zp_error *err)
{
  const zp_office_setup setup = { "/proc/self/exe", getenv("PATH"), temporary(), s->options.deadline };
  return s->options.office ? zp_office_open(&setup, s->arena, &s->office, err) : ZP_OK;
}

/// The zone is given, for with the system's own the C library would look at its file again and again, which a confined process cannot.
static zp_status take_inputs(session *s, zp_error *err)
{
  char program[] = "/proc/self/exe", name[] = "ziping", unpack[] = "unpack";
  char zone[] = "TZ=UTC0", *arguments[] = { name, unpack, NULL }, *environment_of[] = { zone, NULL };
  const zp_unpack_setup how = { program, arguments, environment_of, temporary(), s->options.deadline };
  if (zp_intake_read(s->options.given, s->options.given_count, &how, &s->spool, s->arena, &s->intake, err) != ZP_OK) return err->status;
  if (s->options.office && s->office.soffice.len == 0)
    zp_findings_add(&s->intake.findings, ZP_E_OFFICE_ABSENT, &(zp_place){ .row = 0 }, none, none, none);
  return s->intake.findings.lost ? zp_fail_memory(err) : ZP_OK;
}

static zp_exit score(session *s)
{
  zp_error err = { 0 };
  zp_journal_head head;
  zp_text base;
  if (choose_shard(s, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_USAGE);
  if (open_pack(s, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_PACK);
  if (s->options.roster != NULL && zp_roster_open(s->options.roster, &s->lexicon, s->arena, &s->roster, &err) != ZP_OK)
    return fail(s, &err, ZP_EXIT_USAGE);
  if (open_office(s, &err) != ZP_OK || list_head(s, &head, &base, &err) != ZP_OK ||
      take_inputs(s, &err) != ZP_OK)
    return fail(s, &err, ZP_EXIT_INTERNAL);
  if (s->options.roster != NULL) zp_intake_leave_out(&s->intake, s->options.roster);
  if (s->intake.count == 0) return say_nothing_found(s);  // also for a shard: what sees no files at all has not got its folder
  if (stop_asked(s, &head, base, &err) != ZP_OK)
    return fail(s, &err, err.status == ZP_E_MEMORY ? ZP_EXIT_INTERNAL : ZP_EXIT_USAGE);
  if (gather(s, base, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (s->options.dry_run) return dry_run(s);
  if (zp_run_prepare(s->options.jobs, &err) != ZP_OK || make_folder(s, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (zp_score_lock(&s->options, s->arena, &s->lock, &err) != ZP_OK)
    return fail(s, &err, err.status == ZP_E_LOCKED ? ZP_EXIT_AGAIN : ZP_EXIT_INTERNAL);
  zp_drafts_sweep(s->options.out);
  return run_locked(s, &head);
}

zp_exit zp_cmd_score(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  session s = { .cli = &own, .lock = -1, .spool = { .file = -1 } };
  zp_exit status = zp_score_read_options(&own, argc, argv, &s.options);
  if (status != ZP_EXIT_OK || s.options.given_count == 0) return status;
  s.sum = (zp_score_sum){ .cli = &own, .options = &s.options };
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is told like a full disk
  s.arena = zp_arena_new(NULL, 0);
  zp_error err = { 0 };
  if (s.arena == NULL) {
    zp_fail_memory(&err);
    return fail(&s, &err, ZP_EXIT_INTERNAL);
  }
  status = score(&s);
  zp_journal_close(s.journal);
  if (s.lock >= 0) close(s.lock);
  zp_spool_close(&s.spool);
  zp_host_close(s.host);
  zp_arena_free(s.arena);
  return status;
}
