import { FAULTS, type Fault, type FaultIn, type FaultName, type FaultPlace } from './fault-table.ts'

/**
 * Reads `stall;after=5;ms=2000`. A text setting must come last when it holds a semicolon: `status;text=a;b` is refused.
 * @returns what was wrong, naming what would be right, or the fault
 */
export function parseFault(text: string): { ok: true; fault: Fault } | { ok: false; message: string } {
  const [name = '', ...assignments] = text.split(';').map((part) => part.trim())
  if (!isFaultName(name)) {
    return { ok: false, message: `Unknown fault ${JSON.stringify(name)}. Known: ${Object.keys(FAULTS).join(', ')}.` }
  }
  const settings: Record<string, number | string> = { ...FAULTS[name].settings }
  for (const assignment of assignments) {
    const [key = '', ...rest] = assignment.split('=')
    const standard = Object.hasOwn(settings, key) ? settings[key] : undefined
    if (standard === undefined || rest.length === 0) {
      const known = Object.keys(settings).join(', ') || 'none'
      return { ok: false, message: `Fault ${name} has no setting ${JSON.stringify(assignment)}. Known: ${known}.` }
    }
    const value = typeof standard === 'number' ? numberOf(rest.join('=')) : rest.join('=')
    if (value === null) return { ok: false, message: `Fault ${name}: ${key} must be a number that is not negative.` }
    if (key === 'code' && FAULTS[name].place === 'reply' && !isStatus(value)) {
      return { ok: false, message: `Fault ${name}: code must be a status from 200 to 599.` }
    }
    settings[key] = value
  }
  return { ok: true, fault: { name, settings } }
}

export function strikesAt<Place extends FaultPlace>(fault: Fault, place: Place): fault is Fault<FaultIn<Place>> {
  return FAULTS[fault.name].place === place
}

export function numberSetting(fault: Fault, key: string): number {
  return Number(fault.settings[key])
}

export function textSetting(fault: Fault, key: string): string {
  return String(fault.settings[key])
}

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name)
}

function isStatus(value: number | string): boolean {
  return typeof value === 'number' && value >= 200 && value <= 599
}

function numberOf(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}
