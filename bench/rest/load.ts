import { Agent, request } from 'node:http';

// Loads one REST server at a time with the creation of a region, 64 calls in flight on kept connections.
const token = process.argv[2]!;
const inFlight = 64;
const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
const body = JSON.stringify({ name: 'Asia Pacific (Seoul)', region_code: 'ap-northeast-2', provider: 'aws' });
const headers = {
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(body),
  authorization: `Bearer ${token}`,
};

process.on('message', async (job: { port: number; calls: number } | 'stop') => {
  if (job === 'stop') process.exit(0);
  const began = performance.now();
  await load(job.port, job.calls);
  process.send!({ calls: job.calls, seconds: (performance.now() - began) / 1000 });
});

async function load(port: number, calls: number): Promise<void> {
  let left = calls;
  const one = async () => {
    while (left-- > 0) await call(port);
  };
  await Promise.all(Array.from({ length: inFlight }, one));
}

function call(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/inventory/v1/region/create',
      agent,
      headers,
    };
    const sent = request(options, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        const right = response.statusCode! < 300 && text.includes('"region_key":"aws.ap-northeast-2"');
        if (right) resolve();
        else reject(new Error(`a wrong answer: ${response.statusCode} ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
