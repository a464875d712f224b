import { describe } from 'vitest'
import {
  byHand,
  checkRows,
  GOOD,
  hand,
  PAYLOAD,
  SIGNATURE,
  signed,
  stranger,
} from '@/lib/testing/proof-rows'
import { armor, formatPayload, signSsh, wire } from '@/lib/testing/signed-bytes'

describe('the signature block', () => {
  const armored = (change: (text: string) => string) => PAYLOAD + change(SIGNATURE)
  const body = SIGNATURE.split('\n').slice(1, -2).join('')
  const oneLine = `-----BEGIN SSH SIGNATURE-----\n${body}\n-----END SSH SIGNATURE-----\n`
  checkRows([
    [
      'text after it',
      `${GOOD}Approved-by: ceo@example.com\n`,
      'malformed: text-after-signature',
      'accepts',
    ],
    ['an empty line after it', `${GOOD}\n`, 'malformed: text-after-signature', 'accepts'],
    ['no line feed after it', GOOD.slice(0, -1), 'malformed: armor', 'accepts'],
    ['twice', GOOD + SIGNATURE, 'malformed: many-signatures', 'refuses'],
    ['a second one over the first', signed(GOOD), 'malformed: many-signatures', 'accepts'],
    [
      'another in the message',
      signed(formatPayload({ message: `${signSsh('x', stranger)}more\n` })),
      'malformed: many-signatures',
      'accepts',
    ],
    [
      'one of OpenPGP in the message',
      signed(formatPayload({ message: '-----BEGIN PGP SIGNATURE-----\n\nx\n' })),
      'malformed: many-signatures',
      'accepts',
    ],
    [
      'only its end in the message',
      signed(formatPayload({ message: '-----END SSH SIGNATURE-----\n' })),
      'malformed: many-signatures',
      'accepts',
    ],
    [
      'its words inside a line',
      signed(formatPayload({ message: 'see -----BEGIN SSH SIGNATURE-----\n' })),
      'trusted by ada@example.com',
      'accepts',
    ],
    [
      'not at the start of a line',
      formatPayload({ message: 'text ' }) + SIGNATURE,
      'unsigned',
      'refuses',
    ],
    ['CRLF', armored((text) => text.replaceAll('\n', '\r\n')), 'malformed: armor', 'refuses'],
    ['one long line', PAYLOAD + oneLine, 'malformed: armor', 'accepts'],
    [
      'blanks in it',
      armored((text) => text.replace('\nU1', '\n U1')),
      'malformed: armor',
      'accepts',
    ],
    [
      'an empty line in it',
      armored((text) => text.replace('\nU1', '\n\nU1')),
      'malformed: armor',
      'accepts',
    ],
    ['nothing in it', armored(() => armor(Buffer.alloc(0))), 'malformed: armor', 'refuses'],
    [
      'a cut body',
      armored((text) => text.replace(/.{8}(?=\n-----END)/, '')),
      'malformed: signature-structure',
      'refuses',
    ],
    [
      'no end',
      armored((text) => text.slice(0, text.indexOf('-----END'))),
      'malformed: armor',
      'refuses',
    ],
    [
      'the end of another',
      armored((text) => text.replace('END SSH', 'END PGP')),
      'malformed: armor',
      'refuses',
    ],
    [
      'words after its first line',
      armored((text) => text.replace('-----\n', '----- x\n')),
      'malformed: armor',
      'refuses',
    ],
    [
      'version 0',
      byHand({ preamble: 'SSHSIG\0\0\0\0' }),
      'malformed: signature-structure',
      'accepts',
    ],
    [
      'version 2',
      byHand({ preamble: 'SSHSIG\0\0\0\x02' }),
      'malformed: signature-structure',
      'refuses',
    ],
    [
      'another preamble',
      byHand({ preamble: 'SSHSIH\0\0\0\x01' }),
      'malformed: signature-structure',
      'refuses',
    ],
    ['something reserved', byHand({ reserved: 'x' }), 'malformed: signature-structure', 'accepts'],
    ['a hash that is none', byHand({ hash: 'md5' }), 'malformed: signature-structure', 'refuses'],
    [
      'a byte more',
      byHand({ afterAll: Buffer.from('x') }),
      'malformed: signature-structure',
      'refuses',
    ],
    [
      'a byte more in the value',
      byHand({ afterValue: Buffer.from('x') }),
      'malformed: signature-structure',
      'refuses',
    ],
    [
      'a cut key',
      byHand({ blob: hand.blob.subarray(0, -1) }),
      'malformed: signature-structure',
      'refuses',
    ],
    ['no key', byHand({ blob: Buffer.alloc(0) }), 'malformed: signature-structure', 'refuses'],
    [
      'a point off its curve',
      byHand({
        blob: Buffer.concat([
          wire('ecdsa-sha2-nistp256'),
          wire('nistp256'),
          wire(Buffer.alloc(65, 4)),
        ]),
      }),
      'malformed: signature-structure',
      'refuses',
    ],
    [
      'a curve under another name',
      byHand({
        blob: Buffer.concat([
          wire('ecdsa-sha2-nistp256'),
          wire('nistp384'),
          wire(Buffer.alloc(65, 4)),
        ]),
      }),
      'malformed: signature-structure',
      'refuses',
    ],
    [
      'an enormous exponent',
      byHand({
        blob: Buffer.concat([
          wire('ssh-rsa'),
          wire(Buffer.alloc(256, 0x7f)),
          wire(Buffer.alloc(256, 0x7f)),
        ]),
      }),
      'unsupported: key-size',
      'refuses',
    ],
    [
      'an enormous modulus',
      byHand({
        blob: Buffer.concat([
          wire('ssh-rsa'),
          wire(Buffer.from([1, 0, 1])),
          wire(Buffer.alloc(2048, 0x7f)),
        ]),
      }),
      'unsupported: key-size',
      'refuses',
    ],
  ])
})

describe('the headers, all well signed', () => {
  const change = (from: string | RegExp, to: string) => signed(PAYLOAD.replace(from, to))
  checkRows([
    ['an encoding', change(/\n\n/, '\nencoding UTF-8\n\n'), 'malformed: headers', 'accepts'],
    [
      'a signature in a header',
      change(/\n\n/, '\ngpgsig-sha256 x\n\n'),
      'malformed: headers',
      'refuses',
    ],
    ['no tagger', change(/tagger .*\n/, ''), 'malformed: headers', 'refuses'],
    ['another order', change(/(object .*\n)(type .*\n)/, '$2$1'), 'malformed: headers', 'accepts'],
    [
      'an object in capitals',
      change('1'.repeat(40), 'A'.repeat(40)),
      'malformed: headers',
      'accepts',
    ],
    [
      'an object of SHA-256',
      change('1'.repeat(40), '1'.repeat(64)),
      'malformed: headers',
      'accepts',
    ],
    ['an unknown type', change('type commit', 'type note'), 'malformed: headers', 'accepts'],
    ['an object twice', change(/(object .*\n)/, '$1$1'), 'malformed: headers', 'accepts'],
    ['a tag twice', change(/(tag .*\n)/, '$1$1'), 'malformed: headers', 'accepts'],
    ['no address', change(/ <.*>/, ''), 'malformed: headers', 'refuses'],
    ['two addresses', change('<ada', '<eve@example.com> <ada'), 'malformed: headers', 'accepts'],
    ['a date before 1970', change('1767225600', '-1'), 'malformed: headers', 'accepts'],
    [
      'a date with a leading zero',
      change('1767225600', '01767225600'),
      'malformed: headers',
      'accepts',
    ],
    [
      'a date of another age',
      change('1767225600', '253402300800'),
      'malformed: headers',
      'refuses',
    ],
    ['an offset of a day', change('+0000', '+2400'), 'malformed: headers', 'accepts'],
    ['no offset', change(' +0000', ''), 'malformed: headers', 'accepts'],
    ['CRLF', change(/\n/g, '\r\n'), 'malformed: headers', 'accepts'],
    ['no empty line', signed(PAYLOAD.replace(/\n\n.*/s, '\n')), 'malformed: headers', 'accepts'],
    ['an empty name', change('nn@v1.0.0', ''), 'malformed: headers', 'accepts'],
    ['a name that is not UTF-8', change('nn@', '\xff@'), 'malformed: tag-name', 'accepts'],
    ['a name with a backslash', change('nn@', '\\xff@'), 'malformed: tag-name', 'accepts'],
    ['an endless name', change('nn@', `${'n'.repeat(2000)}@`), 'malformed: tag-name', 'accepts'],
    ['NUL in the message', change('text', 'te\0xt'), 'malformed: nul-byte', 'accepts'],
    [
      'a message beyond ASCII',
      change('text', 'caf\xc3\xa9'),
      'trusted by ada@example.com',
      'accepts',
    ],
    ['no message', signed(formatPayload({ message: '' })), 'trusted by ada@example.com', 'accepts'],
  ])
})
