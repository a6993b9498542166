"""What touchline knows and keeps: the ontology, records, dates, ids, relations and the store."""
