// cli.h: what every subcommand gets, and the exit statuses it may return. One cmd_*.c per subcommand.
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "form/roster.h"
#include "model/format.h"
#include "script/host.h"
#include "store/stored.h"

/// Stable exit statuses (README "Exit status").
typedef enum zp_exit {
  ZP_EXIT_OK = 0,        // all scored
  ZP_EXIT_PARTLY = 1,    // finished; something unscored, faulty or failed
  ZP_EXIT_USAGE = 2,
  ZP_EXIT_NO_INPUT = 3,  // no input could be read
  ZP_EXIT_PACK = 4,      // pack refused
  ZP_EXIT_INTERNAL = 70,
  ZP_EXIT_AGAIN = 75     // a lock is held, a signal stopped the run
} zp_exit;

typedef struct zp_cli {
  FILE *out, *err;
  zp_lang lang;
  bool color;            // err is a terminal and NO_COLOR is not set
  size_t width;          // of the terminal behind out; 0: none
  zp_text packs;         // ZIPING_PACKS as found in the environment; may be empty
} zp_cli;

/// argv[0] is the subcommand's name. Options are read with getopt_long (reset optind to 0).
zp_exit zp_cmd_score(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_check(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_audit(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_report(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_explain(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_verify(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_merge(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_form(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_monitor(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_value(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_rules(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_diff(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_years(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_demo(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_doctor(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_what_if(const zp_cli *cli, int argc, char **argv);
/// One of the processes that `score` starts.
zp_exit zp_cmd_worker(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_unpack(const zp_cli *cli, int argc, char **argv);
zp_exit zp_cmd_convert(const zp_cli *cli, int argc, char **argv);

/// Prints `place: severity CODE: sentence`, the cell with a caret below what is meant, and the suggestion, to cli->err.
void zp_say_error(const zp_cli *cli, const zp_error *err);
void zp_say_finding(const zp_cli *cli, const zp_finding *finding);
/// An arena for a command; NULL when there is no memory, which has been said then.
zp_arena *zp_cli_arena(const zp_cli *cli);

/// Sets the language by "zh" or "en"; false for any other name.
bool zp_take_language(zp_cli *cli, const char *name);

/// Prints the help of a command, and the options that all have; returns ZP_EXIT_OK.
zp_exit zp_say_help(const zp_cli *cli, zp_word help);
/// Usage error: the sentence (a word with one argument) on cli->err; returns ZP_EXIT_USAGE.
zp_exit zp_say_usage(const zp_cli *cli, zp_word sentence, const char *argument);

/// Writes a report of a result to a file, whole or not at all, or (path NULL) prints it. `units`: where the rows are that the result
/// does not have; else NULL.
zp_status zp_report_write(const zp_cli *cli, const zp_report *report, const char *path, const zp_result *result,
                          const zp_unit_source *units, zp_arena *arena, zp_error *err);
/// Names the file or folder that was written.
void zp_say_written(const zp_cli *cli, const char *path);
/// Reads a result file; a folder stands for the result.msgpack in it. Lives in `arena`. Fails as zp_file_read, zp_result_unpack.
zp_status zp_result_open(const char *path, zp_arena *arena, zp_result **out, zp_error *err);
/// The same for who needs the rows of one unit at a time. The caller closes it.
zp_status zp_result_open_by_unit(const char *path, zp_arena *arena, zp_stored *out, zp_error *err);
/// Reads a roster (form/roster.h) of any format that is a table. Fails as reading a file does, and with ZP_E_ROSTER_FORM.
zp_status zp_roster_open(const char *path, const zp_lexicon *lexicon, zp_arena *arena, zp_roster *out, zp_error *err);
/// The exit status of a command that only reads a result.
zp_exit zp_result_exit(zp_status status);

/// The folder that holds forms/ and lib/: the program's own rules (beside it in the build tree, or PREFIX/share/ziping/rules),
/// because program, form layouts and shapes belong together; only a program without any takes `rules` of the working folder.
/// Empty when there is none. Lives in `arena`.
zp_text zp_rules_folder(zp_arena *arena);
/// The form layouts of that folder.
zp_status zp_forms_load(zp_arena *arena, zp_layouts *out, zp_error *err);
/// The folder of the sample that came with the program: tests/data of the source tree, or PREFIX/share/ziping/sample. Empty
/// when there is none. Lives in `arena`.
zp_text zp_sample_folder(zp_arena *arena);
/// A pack by name or by folder. NAME (no slash, no dot in front) is looked for in `rules` of the working folder, in each folder
/// of ZIPING_PACKS in its order, in the program's own rules, and last as a folder of that name; anything else is a path.
/// Fails with ZP_E_PACK_NOT_FOUND, which says where was looked and which names are near. *out also says where packs that it
/// extends are looked for: beside it, then in the same folders.
zp_status zp_pack_find(const zp_cli *cli, zp_text wanted, zp_arena *arena, zp_pack_place *out, zp_error *err);
