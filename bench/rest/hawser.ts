import { startRestServer } from '@hawser/core/interface/rest';
import { serve } from '../harness/server-side.ts';
import { makeApplication } from '../service/hawser.ts';

const application = makeApplication(process.argv[2]!);
await application.start([startRestServer]);
serve(Number(application.servers[0]!.address.split(':').at(-1)));
