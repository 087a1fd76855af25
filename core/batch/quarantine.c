// quarantine.c: which rules are stopped, why, and how a journal remembers it.
#include "batch/quarantine.h"

#include "base/digest.h"

/// Keys of the journal's notes begin so.
#define KEY_BEGINS "stopped "

static const zp_text none = { NULL, 0 };

void zp_quarantine_init(zp_quarantine *q, const zp_host *host, zp_text base, zp_arena *arena)
{
  *q = (zp_quarantine){ .arena = arena, .host = host, .plain = base, .base = base };
}

/// Names in the order of the pack, so that the order in which they were stopped does not matter.
static zp_status set(zp_quarantine *q, size_t place, zp_text why, zp_error *err)
{
  q->why[place] = zp_text_copy(why, q->arena);
  if (q->why[place].ptr == NULL) return zp_fail_memory(err);
  if (q->barred[place] == 0) q->count++;
  q->barred[place] = 1;
  q->base = zp_text_format(q->arena, "%.*s stopped", ZP_ARG(q->plain));
  for (size_t i = 0; i < zp_host_functions(q->host) && q->base.ptr != NULL; i++)
    if (q->barred[i] != 0)
      q->base = zp_text_format(q->arena, "%.*s %.*s", ZP_ARG(q->base),
                               ZP_ARG(zp_host_function(q->host, i)));
  return q->base.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

/// SIZE_MAX: the pack has none of that name.
static size_t place_of(const zp_quarantine *q, zp_text name)
{
  for (size_t i = 0; i < zp_host_functions(q->host) && i < ZP_FUNCTIONS_MOST; i++)
    if (name.len != 0 && zp_text_equal(zp_host_function(q->host, i), name)) return i;
  return SIZE_MAX;
}

zp_status zp_quarantine_ask(zp_quarantine *q, zp_text name, zp_error *err)
{
  size_t place = place_of(q, name);
  if (place == SIZE_MAX)
    return zp_fail(err, ZP_E_QUARANTINE_UNKNOWN, NULL, name, zp_host_policy(q->host)->id, none);
  return set(q, place, zp_word_arg(ZP_W_STOPPED_ASKED), err);
}

// ---- the journal ------------------------------------------------------------------------------

/// A note holds for runs of one head: with other files or another pack the rule is tried again.
static zp_text digest_of(const zp_journal *journal, zp_arena *arena)
{
  const zp_journal_head head = zp_journal_head_of(journal);
  zp_text all = zp_text_format(arena, "%.*s\n%.*s\n%.*s\n%.*s", ZP_ARG(head.version),
                               ZP_ARG(head.pack), ZP_ARG(head.options), ZP_ARG(head.inputs));
  return all.ptr == NULL ? all : zp_digest(all, arena);
}

static bool is_note(const zp_journal_entry *entry)
{
  return entry->kind == ZP_JOURNAL_NOTE && zp_text_starts(entry->key, ZP_TEXT(KEY_BEGINS));
}

static zp_status take_note(zp_quarantine *q, const zp_journal *journal,
                           const zp_journal_entry *note, zp_error *err)
{
  zp_text written, why;
  size_t place = place_of(q, zp_text_slice(note->key, sizeof KEY_BEGINS - 1, note->key.len));
  if (place == SIZE_MAX) return ZP_OK;
  if (zp_journal_read(journal, note, q->arena, &written, err) != ZP_OK) return err->status;
  if (!zp_arg_read(written, q->arena, &why)) why = written;
  return why.ptr == NULL ? zp_fail_memory(err) : set(q, place, why, err);
}

zp_status zp_quarantine_read(zp_quarantine *q, const zp_journal *journal, zp_error *err)
{
  zp_text digest = digest_of(journal, q->arena);
  zp_status status = digest.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
  for (size_t i = 0; i < zp_journal_count(journal) && status == ZP_OK; i++) {
    const zp_journal_entry *entry = zp_journal_entry_at(journal, i);
    if (is_note(entry) && zp_text_equal(entry->digest, digest))
      status = take_note(q, journal, entry, err);
  }
  return status;
}

zp_status zp_quarantine_stop(zp_quarantine *q, zp_journal *journal, size_t place, zp_text how,
                             zp_text bundle, zp_error *err)
{
  const zp_text args[3] = { bundle, how };
  zp_text why = zp_word_arg_with(ZP_W_STOPPED_DIED, args, q->arena);
  zp_text name = zp_host_function(q->host, place), digest = digest_of(journal, q->arena);
  zp_text key = zp_text_format(q->arena, KEY_BEGINS "%.*s", ZP_ARG(name));
  zp_text written = why.ptr == NULL ? why : zp_arg_written(why, q->arena);
  if (written.ptr == NULL || digest.ptr == NULL || key.ptr == NULL) return zp_fail_memory(err);
  zp_status status = zp_journal_append(journal, ZP_JOURNAL_NOTE, key, digest, written, err);
  return status == ZP_OK ? set(q, place, why, err) : status;
}

zp_status zp_quarantine_lift(zp_journal *journal, zp_error *err)
{
  zp_status status = ZP_OK;
  for (size_t i = 0; i < zp_journal_count(journal) && status == ZP_OK; i++) {
    const zp_journal_entry *entry = zp_journal_entry_at(journal, i);
    if (is_note(entry) && entry->digest.len != 0)
      status = zp_journal_append(journal, ZP_JOURNAL_NOTE, entry->key, none, none, err);
  }
  return status;
}

zp_text zp_quarantine_words(const zp_quarantine *q)
{
  return zp_text_slice(q->base, q->plain.len, q->base.len);
}

void zp_quarantine_tell(const zp_quarantine *q, zp_findings *out)
{
  const zp_policy *policy = zp_host_policy(q->host);
  size_t rules = zp_policy_rules(policy);
  for (size_t i = 0; i < zp_host_functions(q->host); i++) {
    if (q->barred[i] == 0) continue;
    zp_place place = i < rules
                         ? (zp_place){ .file = policy->rules[i].file, .row = policy->rules[i].line }
                         : policy->functions[i - rules];
    zp_findings_add(out, ZP_E_RULE_STOPPED, &place, zp_host_function(q->host, i), q->why[i], none);
  }
}
