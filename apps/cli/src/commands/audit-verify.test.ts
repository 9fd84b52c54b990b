import { tempFolder } from '@coco/core/testing/temp-folder'
import { expect, test } from 'vitest'
import { callCommand } from '../testing/call-command.ts'
import { auditVerify } from './audit-verify.ts'

test.each([
  [['--expect', '1:x'], '--expect is about one chain. Say which with --tenant.'],
  [['--tenant', 'tenant-alpha', '--expect', '1:x'], '--expect takes SEQ:HASH'],
  [['--tenant', 'Not A Tenant'], '"Not A Tenant" is not a tenant\'s name, and not *.'],
  [['--colour'], "Unknown option '--colour'"],
])('audit verify %j is refused with a sentence', async (args, sentence) => {
  using folder = tempFolder()
  const { code, stderr } = await callCommand(auditVerify, folder.path, args)
  expect(code).toBe(1)
  expect(stderr).toContain(sentence)
})
