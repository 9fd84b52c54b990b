import type { Command } from '../command.ts'
import { writeLocalDeployment } from '../local/local-deployment.ts'
import {
  emulatorEnvironment,
  localDeployment,
  makeMissingKeys,
  planLocal,
  serverEnvironment,
} from '../local/local-plan.ts'
import { readPort } from '../local/require-free-port.ts'
import { requireLocalAllowed } from '../local/require-local-allowed.ts'

export const prepareDev: Command = {
  help: `coco prepare-dev

Makes the development keys and writes local.json for the ports in COCO_PORT and EMULATOR_PORT, and starts nothing. Prints, as
one JSON object, the environment in which both parts find each other from whatever folder they are started in.`,
  async run(_args, cli) {
    requireLocalAllowed(cli.settings)
    const plan = planLocal(cli)
    await makeMissingKeys(plan, cli)
    const serverPort = readPort(cli.settings.COCO_PORT, 8000, 'COCO_PORT')
    const snowflakeUrl = `http://127.0.0.1:${plan.emulatorPort}`
    writeLocalDeployment(plan.dataDir, localDeployment(plan, `http://127.0.0.1:${serverPort}`, snowflakeUrl))
    cli.print(
      JSON.stringify({
        ...emulatorEnvironment(plan),
        ...serverEnvironment(plan, snowflakeUrl),
        COCO_PORT: String(serverPort),
      }),
    )
    return 0
  },
}
