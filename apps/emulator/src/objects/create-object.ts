import { describeType } from '../sql/describe-type.ts'
import { type ResultSet, status } from '../sql/result-set.ts'
import { activeRoles, type Execution } from '../sql/session.ts'
import { displayPath } from '../sql/resolve-name.ts'
import { alreadyExists, insufficientPrivileges } from '../sql/sql-error.ts'
import { ownerOf } from './find-object.ts'
import { ownsObject } from './object-privileges.ts'
import type { ObjectRef } from './object-records.ts'
import { removeObject } from './remove-object.ts'

/**
 * Makes an object as CREATE says: in place of another that the session owns, only if there is none, or else refused.
 * Whether the session may create at all was asked before.
 * @param add puts the record into the account
 */
export function createObject(
  execution: Execution,
  object: ObjectRef,
  manner: { orReplace: boolean; ifNotExists: boolean },
  add: () => void,
): ResultSet {
  const { data } = execution
  const name = object.path.at(-1) ?? ''
  if (ownerOf(data, object) !== undefined) {
    if (manner.ifNotExists) return status(`${name} already exists, statement succeeded.`)
    if (!manner.orReplace) throw alreadyExists(displayPath(object.path))
    if (!ownsObject(data, activeRoles(execution), object)) {
      throw insufficientPrivileges(`${object.kind.toLowerCase()} '${displayPath(object.path)}'`)
    }
    removeObject(data, object)
  }
  add()
  return status(`${describeType(object.kind)} ${name} successfully created.`)
}
