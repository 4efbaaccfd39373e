import { Service } from '@hawser/core';
import {
  Endpoint,
  EndpointInfo_EndpointState,
  type EndpointSearchQuery,
} from '@hawser/proto/spaceone/api/identity/v2/endpoint_pb.js';

/** Where the platform's services answer, as the configuration's `ENDPOINTS` says. */
export class EndpointService extends Service(Endpoint) {
  list({ service: asked }: EndpointSearchQuery) {
    const results = Object.entries(this.host.config.ENDPOINTS)
      .filter(([service]) => !asked || service === asked)
      .map(([service, endpoint]) => ({
        service,
        name: `${service.replace(/^./, letter => letter.toUpperCase()).replaceAll(/[-_]/g, ' ')} Service`,
        endpoint,
        internalEndpoint: endpoint,
        state: EndpointInfo_EndpointState.ACTIVE,
      }));
    return { results, totalCount: results.length };
  }
}
