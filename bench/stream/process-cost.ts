import { readFileSync } from 'node:fs'

/** Linux counts CPU time of a process in hundredths of a second. */
const TICK_MS = 10
const PAGE_KB = 4

/** CPU time that a process has used so far, user and system, all threads. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The command stands in parentheses and may hold spaces; the 14th and 15th fields are user and system ticks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

/** Memory of a process that is really there. */
export function residentKb(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_KB
}
