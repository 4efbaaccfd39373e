import { startGrpcServer } from '@hawser/core/interface/grpc';
import { serve } from '../harness/server-side.ts';
import { makeApplication } from '../service/hawser.ts';

const application = makeApplication(process.argv[2]!);
await application.start([startGrpcServer]);
serve(Number(application.servers[0]!.address.split(':').at(-1)));
