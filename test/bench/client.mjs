// The load, from a process of its own: jobs come and results go by IPC. Each connection asks for people of its own, one after the other.
import autocannon from 'autocannon';

process.on('message', async ({ url, requests, connections, seconds, amount }) => {
  const share = Math.max(1, Math.floor(requests.length / connections));
  let next = 0;
  const r = await autocannon({
    url,
    connections,
    ...(amount ? { amount } : { duration: seconds }),
    setupClient: (client) => {
      const from = (next++ * share) % requests.length;
      client.setRequests(requests.slice(from, from + share));
    },
  });
  process.send({
    perSecond: r.requests.total / r.duration,
    p50: r.latency.p50,
    p99: r.latency.p99,
    bad: r.non2xx + r.errors + r.timeouts,
    total: r.requests.total,
  });
});
process.on('disconnect', () => process.exit(0));
