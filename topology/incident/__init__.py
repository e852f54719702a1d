"""What happens when something fails: states, alerts, lead, pages, verdict, reasons."""
