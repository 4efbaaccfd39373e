import { ServerInfo } from '@hawser/proto/spaceone/api/core/v1/server_info_pb.js';
import { Service, type ServiceClass } from '../../service/service.ts';

/** SpaceONE's `ServerInfo`: which version of the service answers. */
export function serverInfoService(version: string): ServiceClass {
  return class ServerInfoService extends Service(ServerInfo) {
    get_version() {
      return { version };
    }
  };
}
