import {
  to = seam_client_session.jane
  identity = {
    client_session_id = "c2cbd177-1ace-414b-bb1e-9f129e4a05c1"
    workspace_id      = "b887bf84-9849-4454-a562-cf84293d9781"
  }
}
