import { sandboxSubject } from '../../helpers/flow-clusters.ts';
import { gatewayFlows } from './gateway-flows.ts';

gatewayFlows(sandboxSubject);
