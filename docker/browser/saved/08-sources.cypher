// 08 Who reports what, and how surely?
// Everyone who published claims or is named as the source of some, with how sure the articles make them.
MATCH (source:Entity)
WITH source,
  COLLECT { MATCH (source)-[:PUBLISHED]->(:Article)-[:STATES]->(claim:Claim) RETURN claim } AS published,
  COLLECT { MATCH (source)<-[:ATTRIBUTED_TO]-(claim:Claim) RETURN claim } AS named
WITH source, size(published) AS published, size(named) AS named, published + named AS claims
WHERE claims <> []
RETURN source.name AS source, source.kind AS kind, published, named,
  size([claim IN claims WHERE claim.status = 'confirmed']) AS confirmed,
  size([claim IN claims WHERE claim.status = 'reported']) AS reported,
  size([claim IN claims WHERE claim.status = 'speculated']) AS speculated,
  size([claim IN claims WHERE claim.status = 'denied']) AS denied
ORDER BY published + named DESC, source
