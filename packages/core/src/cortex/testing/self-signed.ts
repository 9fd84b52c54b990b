import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A certificate that signs itself, made with the openssl command because Node cannot make one and keys are not committed.
 *
 * @param days negative for one that has expired
 */
export function selfSigned(subjectAltName: string, days: number): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'coco-tls-'))
  const [key, request, cert] = [join(folder, 'key.pem'), join(folder, 'request.pem'), join(folder, 'cert.pem')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const subject = ['-subj', '/CN=test', '-addext', `subjectAltName=${subjectAltName}`]
  try {
    openssl(['req', ...curve, ...subject, '-keyout', key, '-out', request])
    const signing = ['-signkey', key, '-days', String(days), '-copy_extensions', 'copyall']
    openssl(['x509', '-req', ...signing, '-in', request, '-out', cert])
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function openssl(args: string[]): void {
  try {
    execFileSync('openssl', args, { stdio: 'pipe' })
  } catch (cause) {
    throw new Error('the TLS tests need the openssl command, version 3 (apt-get install openssl)', { cause })
  }
}
