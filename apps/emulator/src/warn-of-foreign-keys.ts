import { fingerprint, parsePublicKey, stripPem } from './auth/public-key.ts'
import type { AccountData } from './rbac/account-data.ts'
import { findUser } from './rbac/role-graph.ts'

/**
 * Says which of these users could not sign in with the key that lies in the key folder, because the account on disk has
 * another one registered. It happens when keys are made anew while the account is kept.
 */
export function warnOfForeignKeys(
  account: AccountData,
  publicKeys: Readonly<Record<string, string>>,
  log: (sentence: string) => void,
): void {
  for (const [name, text] of Object.entries(publicKeys)) {
    const key = parsePublicKey(stripPem(text))
    const user = findUser(account, name)
    if (!user || key === null || key === user.rsaPublicKey || key === user.rsaPublicKey2) continue
    log(
      `The account on disk does not know the key of ${name} in the key folder (${fingerprint(key)}), so ${name} cannot sign in. ` +
        'Put the old key back, register this one with ALTER USER, or begin anew with: coco emulator reset',
    )
  }
}
