/** What is done to somebody after one more question. */
export type ConfirmedAction = 'reset_link' | 'deactivate' | 'reactivate' | 'remove'

interface Words {
  title: string
  /** What it will do, before it is done. */
  effect: string
  button: string
  outcome: string
}

export function confirmationWords(action: ConfirmedAction, name: string, tenantName: string): Words {
  switch (action) {
    case 'remove':
      return {
        title: `Remove ${name} from ${tenantName}?`,
        effect: `${name} can no longer work in ${tenantName}, and is signed out of it at once. Their account stays. Inviting them again brings them back.`,
        button: `Remove ${name}`,
        outcome: `${name} no longer belongs to ${tenantName}.`,
      }
    case 'reset_link':
      return {
        title: `Make a new password link for ${name}?`,
        effect: `Whoever opens the link chooses a new password for ${name}, whose sessions then end everywhere. An earlier link stops working.`,
        button: 'Make the link',
        outcome: '',
      }
    case 'deactivate':
      return {
        title: `Deactivate ${name}?`,
        effect: `${name} can no longer sign in, to any tenant, and is signed out everywhere at once. Nothing is deleted; reactivating undoes this.`,
        button: `Deactivate ${name}`,
        outcome: `${name} is deactivated.`,
      }
    case 'reactivate':
      return {
        title: `Reactivate ${name}?`,
        effect: `${name} can sign in again, with the same password and roles as before.`,
        button: `Reactivate ${name}`,
        outcome: `${name} can sign in again.`,
      }
  }
}
