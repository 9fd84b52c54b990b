import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.ts'

// Both by the openssl command: rsa -pubout -outform DER, and the same through dgst -sha256 -binary and enc -base64.
const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvy1yq5ECElLBDYXFxfbM45AHBJ+gT6a6mGT6WlLmmWBBzdm9a4ISxOMfJaJj3/nN4QWngFbBSzjNsx56LhRRnWVyQfkXRSuqDDoJbbsYIEVcnrtv3O9ss6oYGerdHiy0c0K1sIrjd6hGND2/odA0JHQHC4aJBY4FW5VSEpokzWbNbyd4WdXqQ8fsP6TOh6VrgmEbnLLHFKVk2lYRl0fUNz5nc+lVYLMFkdcA3ExTVhaiSwiNyAAU+F6BHis0lU6CEovdZlpyzNqoapniAUSvO4vLKhvoLrZB6B9xeuhawdk8x5IH+B5q2DO+7eXx+/WVmdkE2oBmVXMoOS5fnYJ8UwIDAQAB'
const FINGERPRINT = 'SHA256:0BcL1rluSbWu964zVlzwJApl9ZicjoEbC1sFmtfKEec='

test('a key has the fingerprint that the openssl commands of the documentation give', () => {
  const key = createPublicKey({ key: Buffer.from(PUBLIC_KEY, 'base64'), format: 'der', type: 'spki' })
  expect(fingerprint(key)).toBe(FINGERPRINT)
})

test('both halves of a pair have the same fingerprint', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  expect(fingerprint(privateKey)).toBe(fingerprint(publicKey))
})
