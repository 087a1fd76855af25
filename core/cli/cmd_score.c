// cmd_score.c: ziping score: files and folders + pack -> DIR/result.msgpack by worker processes; findings on stderr, the table
// on stdout.
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/fingerprint.h"
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
  zp_roll roll;
  zp_journal *journal;
  int lock;
  zp_text stem;   // name of the result and the journal without their endings
  char plan[ZP_DIGEST_HEX + 1];
  zp_run_end end;
  zp_score_sum sum;
  zp_roster roster;        // count 0: none was given
  zp_result *result;       // as it was read back, without its units
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
  if (zp_lexicon_make(&s->layouts, s->arena, &s->lexicon, err) != ZP_OK) return err->status;
  return zp_host_open(&place, &s->host, err);
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
  head->options = zp_text_format(s->arena, "forms %.*s%s%s", ZP_ARG(s->layouts.digest), s->options.shadow ? " shadow" : "",
                                 s->options.review ? " review" : "");
  *base = zp_text_format(s->arena, "%.*s %.*s %.*s", ZP_ARG(head->version), ZP_ARG(head->pack), ZP_ARG(head->options));
  // What a bundle gives does not depend on the roster.
  if (s->roster.count != 0)
    head->options = zp_text_format(s->arena, "%.*s roster %.*s", ZP_ARG(head->options), ZP_ARG(s->roster.digest));
  return zp_arena_short(s->arena) ? zp_fail_memory(err) : ZP_OK;
}

/// The journal of an earlier run goes on when its results can still be used; --resume insists that it is the same run.
static zp_status open_journal(session *s, const zp_journal_head *head, zp_error *err)
{
  zp_text path = zp_text_format(s->arena, "%s/%.*s.journal", s->options.out, ZP_ARG(s->stem));
  if (path.ptr == NULL) return zp_fail_memory(err);
  if (s->options.fresh && unlink(path.ptr) != 0 && errno != ENOENT) {
    char room[ZP_ERROR_ARG];
    return zp_fail(err, ZP_E_WRITE, NULL, path, zp_error_cause(errno, room), none);
  }
  if (access(path.ptr, F_OK) != 0) return zp_journal_create(path.ptr, head, s->arena, &s->journal, err);
  zp_error old = { 0 };
  zp_journal_mode mode = s->options.resume ? ZP_JOURNAL_APPEND : ZP_JOURNAL_SALVAGE;
  if (zp_journal_open(path.ptr, mode, s->arena, &s->journal, &old) == ZP_OK) {
    zp_error other = { 0 };
    if (s->options.resume) return zp_journal_match(s->journal, head, err);
    if (zp_journal_match(s->journal, head, &other) == ZP_OK) return ZP_OK;
    return zp_journal_renew(s->journal, head, err);
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

static zp_status run(session *s, zp_text base, zp_error *err)
{
  char program[] = "/proc/self/exe", name[] = "ziping", worker[] = "worker", pack[] = "--pack", shadow[] = "--shadow";
  char review[] = "--review", *arguments[] = { name, worker, pack, (char *)(uintptr_t)s->options.pack, NULL, NULL, NULL };
  size_t count = 4;
  if (s->options.shadow) arguments[count++] = shadow;
  if (s->options.review) arguments[count++] = review;
  zp_score_watch watch = { .cli = s->cli, .json = s->options.json_log, .quiet = s->options.quiet && !s->options.json_log,
                           .terminal = isatty(fileno(s->cli->err)) };
  const zp_run_setup setup = {
    .program = program, .arguments = arguments, .jobs = s->options.jobs, .deadline = s->options.deadline, .base = base,
    .ready = zp_worker_rules(zp_host_policy(s->host)->digest, s->layouts.digest, s->arena),
    .lexicon = &s->lexicon, .arena = s->arena, .failures_most = s->options.failures_most, .context = &watch,
    .watch = watch.quiet ? NULL : zp_score_tell, .watch_every = zp_score_tell_every(&watch),
  };
  return zp_run_bundles(&setup, &s->roll, s->journal, &s->end, err);
}

// ---- after the run -----------------------------------------------------------------------------------------------------

/// The head of the result, with what was noticed of files, and the bundles that failed.
static zp_status make_head(session *s, zp_result **out, zp_error *err)
{
  const zp_job nothing = { .readers = zp_readers, .layouts = &s->layouts, .host = s->host, .arena = s->arena };
  if (zp_run(&nothing, out, err) != ZP_OK) return err->status;
  zp_finding *all = ZP_TAKE(s->arena, zp_finding, s->intake.findings.count + s->roll.failed);
  size_t count = s->intake.findings.count;
  if (all == NULL) return zp_fail_memory(err);
  if (count != 0) memcpy(all, s->intake.findings.items, count * sizeof *all);
  for (size_t i = 0; i < s->roll.count; i++)
    if (s->roll.entries[i].state == ZP_ROLL_FAILED) all[count++] = s->roll.entries[i].failure;
  (*out)->findings = all;
  (*out)->finding_count = count;
  if (s->options.shard.of == 0) return ZP_OK;
  (*out)->shard = zp_text_format(s->arena, "%u/%u", s->options.shard.number, s->options.shard.of);
  (*out)->plan = zp_text_from(s->plan);
  return (*out)->shard.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

static zp_status list_parts(session *s, zp_span **out, size_t *count, zp_error *err)
{
  *out = ZP_TAKE(s->arena, zp_span, s->roll.done);
  *count = 0;
  if (*out == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < s->roll.count; i++) {
    const zp_roll_entry *entry = &s->roll.entries[i];
    if (entry->state != ZP_ROLL_DONE) continue;
    (*out)[(*count)++] = zp_journal_span(s->journal, zp_journal_find(s->journal, ZP_JOURNAL_GROUP, entry->bundle.name));
  }
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

static zp_status write_result(session *s, const char *path, size_t *units, zp_error *err)
{
  zp_district_hook hook = { zp_district_meet, zp_district_begin, zp_district_add, zp_district_finish, NULL };
  const zp_district_setup setup = { s->arena, s->host, s->roster.count == 0 ? NULL : &s->roster };
  zp_assembly assembly = { .hook = &hook };
  zp_district *district = NULL;
  zp_result *head = NULL;
  zp_span *parts = NULL;
  zp_draft draft;
  if (make_head(s, &head, err) != ZP_OK || list_parts(s, &parts, &assembly.part_count, err) != ZP_OK) return err->status;
  if (zp_district_new(&setup, &district, err) != ZP_OK) return err->status;
  hook.context = district;
  assembly.head = head;
  assembly.parts = parts;
  if (zp_draft_open(path, &draft, err) == ZP_OK && zp_assemble(&assembly, s->arena, &draft, units, err) == ZP_OK)
    put_in_place(s, &draft, *units, err);
  zp_draft_close(&draft);
  return err->status;
}

static zp_status add_unit(void *context, const zp_unit_result *unit, zp_text bytes, uint64_t offset, zp_error *err)
{
  (void)bytes;
  (void)offset;
  (void)err;
  zp_score_add(context, unit);
  return ZP_OK;
}

static void say_all(session *s, const zp_finding *items, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    s->errors += zp_status_severity(items[i].status) == ZP_ERROR;
    s->missing += items[i].status == ZP_E_UNIT_MISSING || items[i].status == ZP_E_UNIT_UNUSABLE;
    if (!s->options.quiet) zp_say_finding(s->cli, &items[i]);
  }
}

/// Reads the result back, unit by unit: what is told is what stands there.
static zp_status tell_result(session *s, const char *path, zp_error *err)
{
  zp_span span = { .file = -1 };
  if (zp_span_open(path, false, &span, err) == ZP_OK &&
      zp_result_scan(&span, add_unit, &s->sum, s->arena, &s->result, err) == ZP_OK)
    say_all(s, s->result->findings, s->result->finding_count);
  if (span.file >= 0) close(span.file);
  return err->status;
}

/// 0 only when every row of every unit is scored, every file was used and nobody is missing.
static zp_exit verdict(const session *s)
{
  const zp_score_sum *sum = &s->sum;
  if (s->roll.count == 0 && s->errors == 0) return ZP_EXIT_OK;  // a shard without files has done its part
  bool all = sum->rows.unscored == 0 && sum->rows.fault == 0 && sum->rows.scored > 0 && sum->ungraded == 0 && sum->below == 0;
  bool there = s->missing == 0 && s->result->district.fault.len == 0;
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
    zp_error err = { 0 };
    zp_text bytes;
    zp_result *result = NULL;
    if (entry->state == ZP_ROLL_FAILED) say_all(s, &entry->failure, 1);
    if (entry->state != ZP_ROLL_DONE) continue;
    const zp_journal_entry *record = zp_journal_find(s->journal, ZP_JOURNAL_GROUP, entry->bundle.name);
    if (zp_journal_read(s->journal, record, s->arena, &bytes, &err) != ZP_OK ||
        zp_result_unpack(bytes, s->arena, &result, &err) != ZP_OK)
      return fail(s, &err, ZP_EXIT_INTERNAL);
    say_all(s, result->findings, result->finding_count);
  }
  return ZP_EXIT_NO_INPUT;
}

static zp_exit finish(session *s)
{
  zp_error err = { 0 };
  zp_text path = zp_text_format(s->arena, "%s/%.*s.msgpack", s->options.out, ZP_ARG(s->stem));
  size_t units = 0;
  if (path.ptr == NULL) zp_fail_memory(&err);
  else write_result(s, path.ptr, &units, &err);
  if (err.status != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (units == 0 && s->options.shard.of == 0) return say_nothing_found(s);
  if (tell_result(s, path.ptr, &err) != ZP_OK || zp_score_print(&s->sum, &s->roll, s->result, path.ptr, s->arena, &err) != ZP_OK)
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

/// Which files belong together, and nothing else.
static zp_exit dry_run(session *s)
{
  say_all(s, s->intake.findings.items, s->intake.findings.count);
  for (size_t i = 0; i < s->intake.count; i++) {
    const zp_bundle *bundle = &s->intake.bundles[i];
    fprintf(s->cli->out, "%.*s\n", ZP_ARG(bundle->name));
    for (size_t f = 0; f < bundle->count; f++) fprintf(s->cli->out, "  %.*s\n", ZP_ARG(bundle->files[f].shown));
  }
  return ZP_EXIT_OK;
}

/// What this run has to do: all bundles, or those of its shard.
static zp_status gather(session *s, zp_text base, zp_error *err)
{
  if (s->options.shard.of != 0) zp_shard_keep(&s->intake, &s->options.shard, base, s->plan);
  return zp_roll_make(&s->intake, s->arena, &s->roll, err);
}

static zp_exit run_locked(session *s, zp_journal_head *head, zp_text base)
{
  zp_error err = { 0 };
  char inputs[ZP_DIGEST_HEX + 1];
  if (zp_fingerprint_roll(&s->roll, base, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  zp_fingerprint_all(&s->roll, inputs);
  head->inputs = zp_text_from(inputs);
  if (open_journal(s, head, &err) != ZP_OK)
    return fail(s, &err, s->options.resume ? ZP_EXIT_USAGE : ZP_EXIT_INTERNAL);  // --resume was not possible
  if (run(s, base, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  return s->end == ZP_RUN_COMPLETE ? finish(s) : stopped(s);
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
  if (list_head(s, &head, &base, &err) != ZP_OK ||
      zp_intake_read(s->options.given, s->options.given_count, s->arena, &s->intake, &err) != ZP_OK)
    return fail(s, &err, ZP_EXIT_INTERNAL);
  if (s->intake.count == 0) return say_nothing_found(s);  // also for a shard: what sees no files at all has not got its folder
  if (gather(s, base, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (s->options.dry_run) return dry_run(s);
  if (zp_run_prepare(s->options.jobs, &err) != ZP_OK || make_folder(s, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (zp_score_lock(&s->options, s->arena, &s->lock, &err) != ZP_OK)
    return fail(s, &err, err.status == ZP_E_LOCKED ? ZP_EXIT_AGAIN : ZP_EXIT_INTERNAL);
  return run_locked(s, &head, base);
}

zp_exit zp_cmd_score(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  session s = { .cli = &own, .lock = -1 };
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
  zp_host_close(s.host);
  zp_arena_free(s.arena);
  return status;
}
