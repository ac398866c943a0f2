import { controlPlaneSubject } from '../../helpers/flow-clusters.ts';
import { gatewayFlows } from './gateway-flows.ts';

gatewayFlows(controlPlaneSubject);
