import { quickstartTenants } from '@coco/core/tenants/quickstart-tenants'
import { createStackFolder, type StackFolder } from '@coco/testkit/stack-folder'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A folder for one server, with the quickstart's tenants under another limit than theirs: for tests that call a lot. */
export async function folderWithLimit(requestsPerMinute: number): Promise<StackFolder> {
  const folder = await createStackFolder()
  const tenants = quickstartTenants({}).map((tenant) => ({ ...tenant, limits: { requestsPerMinute } }))
  writeFileSync(join(folder.path, 'tenants.json'), JSON.stringify({ tenants }))
  return folder
}
