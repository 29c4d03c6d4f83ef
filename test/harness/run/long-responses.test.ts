import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect } from 'chai'
import { isFinding } from '../../../harness/case/verdicts'
import { MOST_OCTETS } from '../../../harness/transport/received-bytes'
import { INTACT } from '../../../servers-under-test/scratch/intact'
import { LIMITS } from '../../../servers-under-test/scratch/limits'
import { overlay } from '../../../servers-under-test/scratch/overlay'
import { VARIANTS } from '../../../servers-under-test/scratch/variants'
import { DEFAULT_RUN_OPTIONS } from '../../../settings/run-options'
import { suites } from '../../../suites/server'
import { entryOf, runOn } from '../kit/runs'

/** The cases about what comes after a response, or how it ends, and some others. */
const ONLY = [
  ...['3.01', '5.01', '6.02', '12.03', '12.05', '12.06', '12.11', '12.13', '12.41', '12.42', '12.44', '12.49'],
  ...['13.16', '13.22', '13.25', '14.17', '15.08', '15.12'],
]

/** The results about the scratch server whose responses other than 101 have so much content. */
async function resultsWith(octets: number, variant?: string) {
  const sockets = new Set<Socket>()
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)))
    server.serve(socket, server)
  })
  const content = Buffer.alloc(octets, 'x')
  const long = {
    replaces: ({ refusalAnswer, page }: typeof INTACT): Partial<typeof INTACT> => ({
      page: (request) => ({ ...page(request), content }),
      refusalAnswer: (refusal, request) => {
        const answer = refusalAnswer(refusal, request)
        return answer && { ...answer, content }
      },
    }),
  }
  const intact = { ...INTACT, limits: LIMITS, stopListening: () => void listener.close() }
  const server = overlay(intact, [long, ...VARIANTS.filter(({ name }) => name === variant)])
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  try {
    // Several such responses at once would slow down the controls, and windows are longer for a slow target.
    const options = { ...DEFAULT_RUN_OPTIONS, jobs: 1 }
    return await runOn({ port: (listener.address() as AddressInfo).port }, { suites, only: ONLY, options })
  } finally {
    for (const socket of sockets) socket.destroy()
    listener.close()
  }
}

describe('a sound server whose responses are longer than wsspec reads (2 MiB)', function () {
  this.timeout(60_000)
  for (const variant of [undefined, 'refusals-in-chunks', 'refusals-until-close'])
    it(`is accused of nothing, and what was not read is inconclusive with that reason: ${variant ?? 'by length'}`, async () => {
      const { cases } = await resultsWith(MOST_OCTETS + 65_536, variant)
      const named = (all: typeof cases) => all.map(({ id, verdict, got }) => `${id} ${verdict}: ${got}`)
      expect(named(cases.filter(({ verdict }) => isFinding(verdict) || verdict === 'error'))).to.deep.equal([])
      const left = cases.filter(({ verdict }) => verdict === 'inconclusive')
      expect(left.map(({ id }) => id)).to.include.members(['12.05', '12.13', '14.17', '15.08'])
      for (const { id, because } of left)
        expect(because, id).to.equal('the target sent more on this connection than wsspec reads')
      const untrue = /not kept|no request was answered/
      expect(named(cases.filter(({ got, because }) => untrue.test(got) || untrue.test(because)))).to.deep.equal([])
      expect(entryOf({ cases }, '6.02').verdict).to.equal('pass')
    })
})
