import { Service } from '@hawser/core';
import {
  Endpoint,
  EndpointInfo_EndpointState,
  type EndpointSearchQuery,
} from '@hawser/proto/spaceone/api/identity/v2/endpoint_pb.js';
import { internalEndpointsOf } from '../settings.ts';

/** Where the platform's services answer, as the configuration's `ENDPOINTS` and `INTERNAL_ENDPOINTS` say. */
export class EndpointService extends Service(Endpoint) {
  list({ service: asked }: EndpointSearchQuery) {
    const internal = internalEndpointsOf(this.host);
    const results = Object.entries({ ...internal, ...this.host.config.ENDPOINTS })
      .filter(([service]) => !asked || service === asked)
      .map(([service, endpoint]) => ({
        service,
        name: `${service.replace(/^./, letter => letter.toUpperCase()).replaceAll(/[-_]/g, ' ')} Service`,
        endpoint,
        internalEndpoint: internal[service] ?? endpoint,
        state: EndpointInfo_EndpointState.ACTIVE,
      }));
    return { results, totalCount: results.length };
  }
}
