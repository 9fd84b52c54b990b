import { assumptions } from '../assumptions.ts'
import { type ResultSet, status } from './result-set.ts'
import { type Execution, isAccountAdmin } from './session.ts'
import { insufficientPrivileges, invalidValue, SqlError } from './sql-error.ts'
import type { Statement } from './statement.ts'

/**
 * The two account parameters that have to do with models. CORTEX_MODELS_ALLOWLIST can only be set to 'None' and decides
 * nothing any more (snowflake docs: bcr-2378).
 */
export function alterAccount(
  execution: Execution,
  statement: Extract<Statement, { kind: 'alter account' }>,
): ResultSet {
  const { data } = execution
  const { parameter, value } = statement
  if (!isAccountAdmin(execution)) throw insufficientPrivileges(`account '${data.account.name}'`)
  switch (parameter) {
    case 'CORTEX_MODELS_ALLOWLIST':
      if (value !== null && value.toUpperCase() !== 'NONE') throw invalidValue(value, parameter)
      return status()
    case 'CORTEX_ENABLED_CROSS_REGION':
      data.crossRegion = crossRegion(value, parameter)
      return status()
    default: {
      const { code, sqlState } = assumptions.unknownParameter.value
      throw new SqlError(
        code,
        sqlState,
        `SQL compilation error:\ninvalid property '${parameter.slice(0, 128)}' for 'ACCOUNT'`,
      )
    }
  }
}

/** The emulator has one region, so single other regions cannot be told apart and are refused. */
function crossRegion(value: string | null, parameter: string): 'ANY_REGION' | 'DISABLED' {
  if (value === null) return assumptions.crossRegionDefault.value
  const setting = value.toUpperCase()
  if (setting === 'ANY_REGION' || setting === 'DISABLED') return setting
  throw invalidValue(value, parameter)
}
