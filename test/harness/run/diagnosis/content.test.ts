import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { refusalText } from '../../../../harness/run/diagnosis/content'
import { observed } from '../../kit/observations'

function text(content: string | Buffer, ...fields: string[]): string | null {
  const head = ['HTTP/1.1 400 Bad Request', `Content-Length: ${Buffer.byteLength(content)}`, ...fields, '', '']
  return refusalText(
    observed({ received: Buffer.concat([Buffer.from(head.join('\r\n')), Buffer.from(content)]) }),
    (all) => all.replaceAll('sesame-street', '***'),
  )
}

describe('the content of a refusal', () => {
  it('is shown in one line', () => {
    expect(text('{"code":0,\n  "message":"Transport unknown"}')).to.equal('{"code":0, "message":"Transport unknown"}')
    expect(text('größer \u202eals\u200b 5\r\n')).to.equal('größer als 5')
  })

  it('is the text of a page without its markup', () => {
    const page =
      '<!DOCTYPE html>\n<html lang="en">\n<head><title>Error</title><style>p{}</style></head><!-- x -->\n<body><pre>Cannot GET &quot;/&quot;</pre><script>1</script></body></html>'
    expect(text(page)).to.equal('Cannot GET "/"')
    expect(text('<p>Not <b>here</b></p>', 'Content-Type: text/html')).to.equal('Not here')
    expect(text('<p>Not here</p>', 'Content-Type: text/plain')).to.equal('<p>Not here</p>')
  })

  it('is masked before it is cut', () => {
    const long = `${'a'.repeat(190)} sesame-street ${'b'.repeat(100)}`
    expect(text(long)).to.equal(`${'a'.repeat(190)} *** bbbbb…`)
    expect(text(`${'a'.repeat(199)}😀${'a'.repeat(9)}`)).to.equal(`${'a'.repeat(199)}…`)
  })

  it('is read from chunks, as far as they came', () => {
    const chunked = (content: string) =>
      refusalText(
        observed({ received: `HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n${content}` }),
        (all) => all,
      )
    expect(chunked('3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n')).to.equal('abcde')
    expect(chunked('3\r\nabc\r\n10\r\nde')).to.equal('abcde')
    expect(chunked('zz\r\n')).to.equal(null)
  })

  it('is none where there is nothing to read', () => {
    expect(text('')).to.equal(null)
    expect(text(' \r\n')).to.equal(null)
    expect(text('Bad request\n')).to.equal(null)
    expect(text(Buffer.from([0, 1, 2, 3, 4, 5, 65, 66]))).to.equal(null)
    expect(text(gzipSync('hello'), 'Content-Encoding: gzip')).to.equal(null)
    expect(refusalText(observed({ received: '' }), (all) => all)).to.equal(null)
  })
})
