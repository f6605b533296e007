curl --fail --silent --request POST "${SEAM_ENDPOINT:-https://connect.getseam.com}/client_sessions/revoke" \
  --header "Authorization: Bearer $SEAM_API_KEY" \
  --header "Content-Type: application/json" \
  --data "{\"client_session_id\": \"$CLIENT_SESSION_ID\"}"
