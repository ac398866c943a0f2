import { kindSubject } from '../../helpers/kind-subject.ts';
import { operatorFlows } from './operator-flows.ts';

operatorFlows(kindSubject);
