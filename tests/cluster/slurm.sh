#!/bin/sh
# slurm.sh: a real Slurm of two nodes on this host runs the shards. One task's program is killed, one task's node is killed, one
# shard is run twice at once, and then all of them again; merged they are the bytes of the run in one piece.
# Usage: slurm.sh BUILD SOURCE
# Everything Slurm needs (munge, controller, nodes, their folders and ports) is the test's own and gone after it.
set -u
. "$2/tests/support/district.sh"
for command in munged slurmctld slurmd sbatch scontrol; do
  command -v $command >/dev/null || skip "$command is not installed"
done
[ "$(id -u)" -eq 0 ] || skip "only root can start Slurm's nodes"

units=400  # so many that a shard is still at work when it is stopped
make_district
host=$(uname -n | cut -d. -f1)
slurm=$work/slurm
export SLURM_CONF="$slurm/slurm.conf"

# ---- the cluster -----------------------------------------------------------------------------------------------------

# All in the foreground, as children of this script: so none is left behind, and each is ended by its number.
munged='' controller='' node_one='' node_two=''

# Ends a daemon of ours. One that has ended already may have left its number to a stranger.
end() {
  case $(cat "/proc/$1/comm" 2>/dev/null) in
    slurm* | munged) kill "$1" ;;
  esac
}

stop_nodes() {
  for pid in $node_one $node_two $controller; do end "$pid"; done
  for pid in $node_one $node_two $controller; do wait "$pid" 2>/dev/null; done
  node_one='' node_two='' controller=''
}

stop_all() {
  [ ! -e "$slurm/up" ] || scancel --user=root >/dev/null 2>&1
  stop_nodes
  [ -z "$munged" ] || end "$munged"
  wait
}
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

write_configuration() {  # PORT
  cat >"$SLURM_CONF" <<CONF
ClusterName=ziping
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$1
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm/munge.socket,cred_expire=5
CommunicationParameters=NoCtldInAddrAny
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool-%n
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd-%n.pid
SlurmctldLogFile=$slurm/slurmctld.log
SlurmdLogFile=$slurm/slurmd-%n.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1,sched_min_interval=1
RequeueExit=75
SlurmdTimeout=2
SlurmctldTimeout=5
KillWait=1
NodeName=one NodeHostname=one NodeAddr=127.0.0.1 Port=$(($1 + 1)) CPUs=2
NodeName=two NodeHostname=two NodeAddr=127.0.0.1 Port=$(($1 + 2)) CPUs=2
PartitionName=all Nodes=one,two Default=YES State=UP MaxTime=5
CONF
}

# Both nodes must say that they are idle.
start_slurm() {  # PORT
  rm -rf "$slurm/state" "$slurm"/slurm*.log "$slurm"/spool-*
  mkdir "$slurm/state"
  write_configuration "$1"
  slurmctld -D >>"$slurm/start.log" 2>&1 &
  controller=$!
  slurmd -D -N one >>"$slurm/start.log" 2>&1 &
  node_one=$!
  slurmd -D -N two >>"$slurm/start.log" 2>&1 &
  node_two=$!
  for _ in $(seq 50); do
    [ "$(sinfo -h -N -o %t 2>/dev/null | grep -c '^idle$')" -eq 2 ] && return 0
    sleep 0.2
  done
  stop_nodes
  return 1
}

start_munge() {
  mkdir "$slurm"
  chmod 755 "$slurm"
  (umask 077 && head -c 128 /dev/urandom >"$slurm/munge.key")
  munged --foreground --key-file="$slurm/munge.key" --socket="$slurm/munge.socket" --pid-file="$slurm/munged.pid" \
    --log-file="$slurm/munged.log" --seed-file="$slurm/munge.seed" --force >"$slurm/start.log" 2>&1 &
  munged=$!
  for _ in $(seq 25); do
    [ ! -S "$slurm/munge.socket" ] || return 0
    sleep 0.2
  done
  cat "$slurm/start.log"
  skip "munged does not start here"
}

start_cluster() {
  start_munge
  for port in $((20000 + $$ % 20000)) $((21000 + $$ % 20000)) $((22000 + $$ % 20000)); do
    if start_slurm "$port"; then
      touch "$slurm/up"
      return
    fi
    grep -q 'Address already in use' "$slurm"/*.log || break
  done
  tail -n 5 "$slurm"/*.log
  skip "Slurm does not start here"
}

# ---- the tasks -------------------------------------------------------------------------------------------------------

# Stands in for the program: the first try of task 1 is killed at work, that of task 3 stops at work and waits for the end of its
# node. Only a journal that has begun says "at work".
write_program() {
  cat >"$work/program" <<PROGRAM
#!/bin/sh
case \$SLURM_ARRAY_TASK_ID:\${SLURM_RESTART_COUNT:-0} in
  1:0 | 3:0)
    "$ziping" "\$@" &
    until [ -e "$work/shards/shard-\$SLURM_ARRAY_TASK_ID-of-4.journal" ]; do :; done
    if [ "\$SLURM_ARRAY_TASK_ID" -eq 1 ]; then
      kill -KILL \$!
      wait \$!
      exit \$?
    fi
    kill -STOP \$!
    echo "\$SLURMD_NODENAME \$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/\$PPID/status") \$PPID \$\$ \$!" >"$work/victim.part"
    mv "$work/victim.part" "$work/victim"
    wait ;;
esac
echo "\$SLURM_ARRAY_TASK_ID \$SLURMD_NODENAME \${SLURM_RESTART_COUNT:-0}" >>"$work/runs"
exec "$ziping" "\$@"
PROGRAM
  chmod +x "$work/program"
}

submit() {  # ZIPING
  ZIPING=$1 sbatch --parsable --chdir="$work" --output="$work/task-%A-%a.log" --array=1-4 --cpus-per-task=1 \
    "$source/core/cli/service/slurm.sbatch" "$work/shards" "$work/district"
}

# The tasks of a job, once all have ended.
wait_for() {  # JOB SECONDS
  for _ in $(seq $(($2 * 5))); do
    [ -n "$(squeue -h --jobs="$1" 2>/dev/null)" ] || break
    sleep 0.2
  done
  scontrol --oneliner show job "$1" >"$work/job"
  [ "$(grep -c 'JobState=COMPLETED' "$work/job")" -eq 4 ] && return
  problem "tasks of job $1 did not end well"
  grep -o 'ArrayTaskId=[^ ]*\|JobState=[^ ]*\|ExitCode=[^ ]*' "$work/job"
  tail -n 5 "$work"/task-"$1"-*.log
}

# A node goes down with all that runs on it, and nobody tells the controller.
kill_node() {
  for _ in $(seq 100); do
    [ -e "$work/victim" ] && break
    sleep 0.2
  done
  [ -e "$work/victim" ] || { problem "task 3 was never at work"; return; }
  read -r node processes <"$work/victim"
  [ ! -e "$work/shards/shard-3-of-4.msgpack" ] || problem "task 3 was done before it was stopped"
  "$ziping" score -q --lang en --shard 3/4 --out "$work/shards" "$work/district" >"$work/log" 2>&1
  [ $? -eq 75 ] && grep -q "in use by another run (pid ${processes##* }, " "$work/log" || problem "a shard was run twice at once"
  if [ "$node" = one ]; then dead=$node_one node_one=''; else dead=$node_two node_two=''; fi
  kill -KILL "$dead" $processes
  echo "killed: node $node with task 3"
}

start_cluster
write_program
job=$(submit "$work/program") || { problem "sbatch"; exit 1; }
kill_node
wait_for "$job" 120
check_merged "$work/shards" 4
grep -q '^1 .* [1-9]$' "$work/runs" || problem "task 1 was not queued again"
grep '^3 ' "$work/runs" | grep -qv " $node " || problem "task 3 did not move to the other node"
sed 's/^/ran: task, node, times queued again: /' "$work/runs"

# All once more: what is there is compared.
ls -li "$work"/shards/*.msgpack >"$work/before"
job=$(submit "$ziping") || problem "sbatch"
wait_for "$job" 60
ls -li "$work"/shards/*.msgpack | cmp "$work/before" - || problem "shards were written a second time"
check_merged "$work/shards" 4

[ "$failed" -eq 0 ]
