import type { PersonalDataKind } from '@coco/shared/document-views'
import { describe, expect, test } from 'vitest'
import { detectPersonalData } from './detect-personal-data.ts'

const kinds = (text: string) => detectPersonalData(text).map(({ kind }) => kind)

describe('what is found', () => {
  test.each<[PersonalDataKind, string]>([
    ['email', 'Write to ann.smith+travel@mail.example.co.uk, please.'],
    ['email', 'mailto:jürgen@bücher.example'],
    ['email', 'jane\u200b.roe\u200b@\u200bexample.com'],
    ['email', 'jane.roe&#64;example.com'],
    ['email', 'jane.roe&#x40;example&period;com'],
    ['email', 'jane.\u00adroe\u202e@example.com'],
    ['payment_card', '４１１１ １１１１ １１１１ １１１１'],
    ['payment_card', '4111\u20111111\u20111111\u20111111'],
    ['iban', 'DE89 3704 0044\u200a0532 0130 00'],
    ['iban', 'de89370400440532013000'],
    ['phone', '+49\u202f30\u2009901820'],
    ['phone', 'Office: +49 30 901820'],
    ['phone', 'Telefon 030/901820-15'],
    ['phone', 'Reach us at (212) 736-5000 any day'],
    ['phone', 'Mobile: 07400 123456'],
    ['phone', 'phone: 0041 44 668 18 00'],
    ['iban', 'IBAN DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX'],
    ['iban', 'GB82WEST12345698765432'],
    ['iban', 'to FR14 2004 1010 0505 0001 3M02 606.'],
    ['payment_card', 'Card 4111 1111 1111 1111, valid'],
    ['payment_card', 'Amex: 378282246310005'],
    ['payment_card', '5555-5555-5555-4444'],
    ['national_id', 'SSN 536-90-4399'],
    ['national_id', 'Social security number: 536904399'],
    ['national_id', 'NI number AB 12 34 56 C'],
    ['national_id', 'Steuer-ID: 36 574 261 809'],
    ['national_id', 'Versicherungsnummer 15 070649 C 103'],
    ['national_id', 'NIR 2 95 10 99 126 111 93'],
    ['national_id', 'DNI 54362315K'],
    ['national_id', 'NIE X-5253868-R'],
    ['national_id', 'codice fiscale RCCMNL83S18D969H'],
    ['national_id', 'AHV 756.9217.0769.85'],
    ['salary', 'Her salary is 85,000 EUR a year.'],
    ['salary', 'Annual salary: $120k'],
    ['salary', 'Jonas, shift lead, annual salary 49,300 euros, band C'],
    ['salary', 'Gehalt: 6500 Franken im Monat'],
    ['salary', 'Das Jahresgehalt beträgt 62.400 €.'],
    ['salary', 'name: Ann\nsalary: 85000'],
    ['salary', 'She earns €4,200 gross pay per month'],
    ['salary', 'salaire annuel de 48 000 EUR'],
    ['date_of_birth', 'Date of birth: 1984-03-17'],
    ['date_of_birth', 'geboren am 17.03.1984 in Köln'],
    ['date_of_birth', 'She was born on March 17, 1984.'],
    ['date_of_birth', 'née le 17 mars 1984'],
  ])('%s in: %s', (kind, text) => {
    expect(kinds(text)).toEqual([kind])
  })

  test('each is counted, and shown with all but its ends hidden', () => {
    const text =
      'ann.smith@example.com, bob.jones@example.org; IBAN DE89370400440532013000 (twice: DE89 3704 0044 0532 0130 00)'
    expect(detectPersonalData(text)).toEqual([
      { kind: 'email', count: 2, examples: ['a•••h@e•••m', 'b•••s@e•••g'] },
      { kind: 'iban', count: 2, examples: ['D•••0'] },
    ])
  })

  test('three examples are enough', () => {
    const text = Array.from({ length: 50 }, (_, n) => `person${n}@mail${n}.example`).join('\n')
    const [emails] = detectPersonalData(text)
    expect([emails?.count, emails?.examples.length]).toEqual([50, 3])
  })
})

describe('what is not', () => {
  test.each([
    ['versions', 'Upgrade from 1.22.333.4444 to 10.0.19045.2364, then to v2.14.0-rc.1+build.20240501.'],
    ['order numbers', 'Order 4711-0815-2024, invoice 2024/000123456, ticket #123456789, SKU 8800123456789.'],
    ['an ISBN and an EAN', 'ISBN 978-3-16-148410-0, ISBN 9783161484100, EAN 4006381333931'],
    ['hashes', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 and 4111111111111111abcdef'],
    ['ids', '123e4567-e89b-12d3-a456-426614174000, 550e8400-e29b-41d4-a716-446655440000'],
    ['dates and times', 'On 2024-05-12 10:30:00 and 12.05.2024, from 1715509800 to 1715596200000.'],
    ['coordinates and measures', '52.520008, 13.404954; 299 792 458 m/s; 3.14159265358979; 1 000 000 000 rows'],
    ['addresses of machines', '192.168.100.200, 10.0.0.1:8080, fe80::1ff:fe23:4567:890a, 00:1A:2B:3C:4D:5E'],
    ['money that is no pay', 'The server costs 12,000 EUR a year, plus $500 for shipping. Budget: 85000'],
    ['pay without an amount', 'Salary bands are reviewed every March. Compensation is described in chapter 12.'],
    ['dates of other things', 'The company was founded on 17.03.1984. The release is due on May 5, 2025.'],
    ['code', 'const timeoutMs = 15_000; @Injectable() class A {} npm i @scope/name@1.2.3 git@v2 user@host'],
    ['a card with a wrong digit', '4111 1111 1111 1112'],
    ['an IBAN with a wrong digit', 'DE89 3704 0044 0532 0130 01'],
    ['a row of single digits', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'],
    ['numbers that no state gives out', 'ref 666-12-3456, 000-12-3456, QQ 12 34 56 C'],
    ['error codes', 'Error 0x80070057 (2147942487), HTTP 404, ORA-00942, SQLSTATE 23505, port 55432'],
  ])('%s', (_, text) => {
    expect(detectPersonalData(text)).toEqual([])
  })
})

describe('hostile text takes time by its length, and not by the square of it', () => {
  /** Texts on which patterns that go back and forth never end. */
  const HOSTILE: Record<string, string> = {
    digits: '1',
    'digits in groups': '4111 1111 ',
    'digits and blanks': '1 ',
    'at signs': '@',
    'names without a domain': 'a.',
    'domains without an end': 'a@a.a.a.a.a.',
    'starts of IBANs': 'DE89 ',
    'starts of phone numbers': '+49 30 ',
    brackets: '(+',
    'words for pay': 'salary ',
    'words for pay, joined': 'salary:1',
    'words for birth': 'born on ',
    'words for phones and numbers': 'tel 030 90182 ',
    letters: 'a',
    capitals: 'RCCMNL83S18D969',
    'blank lines': '\n',
  }

  /** In processor time of this thread, whatever else the machine does. */
  function costOf(text: string): number {
    const before = process.threadCpuUsage()
    detectPersonalData(text)
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1_000
  }

  test.each(Object.keys(HOSTILE))('%s', (name) => {
    const pattern = HOSTILE[name] ?? ''
    const textOf = (characters: number) => pattern.repeat(Math.ceil(characters / pattern.length))
    costOf(textOf(50_000))
    const [small, large] = [costOf(textOf(250_000)), costOf(textOf(1_000_000))]
    // Four times the text: four times the time, and sixteen times if it were the square. What takes next to nothing is noise.
    expect(large).toBeLessThan(Math.max(9 * small, 200))
  })
})
