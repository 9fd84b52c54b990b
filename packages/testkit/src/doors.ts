import { createDoors, type Doors } from '@coco/server/doors'
import type { Store } from '@coco/server/open-store'

export type { Doors, Insider } from '@coco/server/doors'

/** What the doors would be if somebody forgot LOCAL: what one transaction says of itself stays on the connection for the next. */
export function doorsThatLeaveTraces({ database }: Pick<Store, 'database'>): Doors {
  return createDoors({
    transaction: (settings, work) =>
      database.transaction({}, async (tx) => {
        for (const setting of Object.entries(settings)) {
          await tx.$client.query('SELECT set_config($1, $2, false)', setting)
        }
        return work(tx)
      }),
  })
}

/** What the doors would be if somebody forgot to take on a role: the connection's own user stays, whom no policy holds. */
export function doorsWithoutRole({ database }: Pick<Store, 'database'>): Doors {
  return createDoors({
    transaction: (settings, work) => database.transaction({ ...settings, role: 'none' }, work),
  })
}

/** What the doors would lead to if somebody forgot the tenant in every statement: only the database stands between. */
export function doorsThatForgetTheTenant({ doors }: Pick<Store, 'doors'>): Doors {
  return {
    ...doors,
    inTenant: (viewer, work) =>
      doors.inTenant(viewer, async (tx) => {
        // The connection behind the one that is lent for this transaction.
        const client = Object.getPrototypeOf(tx.$client) as { query: (...args: unknown[]) => unknown }
        const asItIs = client.query
        client.query = (statement, ...rest) => Reflect.apply(asItIs, client, [withoutTenant(statement), ...rest])
        try {
          return await work(tx)
        } finally {
          Reflect.deleteProperty(client, 'query')
        }
      }),
  }
}

function withoutTenant(statement: unknown): unknown {
  if (typeof statement === 'string') return statement.replaceAll(OF_ONE_TENANT, '$1::text IS NOT NULL')
  const { text } = statement as { text: string }
  return { ...(statement as object), text: text.replaceAll(OF_ONE_TENANT, '$1::text IS NOT NULL') }
}

const OF_ONE_TENANT = /(?:\w+\.|"\w+"\.)*"?tenant_id"? = (\$\d+)/g

/** What the doors would be if the right to personal data never reached the database: nobody has it there. */
export function doorsWithoutTheRight({ doors }: Pick<Store, 'doors'>): Doors {
  return {
    ...doors,
    inTenant: (viewer, work) => doors.inTenant({ ...viewer, permissions: new Set() }, work),
  }
}

/** The store's doors, with somebody who hears every statement that goes through. */
export function doorsWithListener({ doors }: Pick<Store, 'doors'>, hear: (text: string) => void): Doors {
  return {
    ...doors,
    inTenant: (viewer, work) =>
      doors.inTenant(viewer, async (tx) => {
        const client = Object.getPrototypeOf(tx.$client) as { query: (...args: unknown[]) => unknown }
        const asItIs = client.query
        client.query = (statement, ...rest) => {
          hear(typeof statement === 'string' ? statement : (statement as { text: string }).text)
          return Reflect.apply(asItIs, client, [statement, ...rest])
        }
        try {
          return await work(tx)
        } finally {
          Reflect.deleteProperty(client, 'query')
        }
      }),
  }
}
