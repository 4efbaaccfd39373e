import { defineService, Service } from '@hawser/core';
import { Greeter, type GreetRequest } from './gen/greeter/v1/greeter_pb.js';

export class GreeterService extends Service(Greeter) {
  greet({ name }: GreetRequest) {
    return { text: `Hello, ${name}!` };
  }
}

export default defineService({
  name: 'greeter',
  version: '0.1.0',
  summary: 'Greets',
  services: [GreeterService],
  servers: ['grpc', 'rest'],
});
